import type { Job, JobFilter, JobStatus } from '@invoice-ml/contracts'
import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { call } from './api.ts'
import { beginningOf } from './day-of.ts'
import { withNewest } from './with-newest.ts'

/** What the list shows of a job: a hundred thousand of them must fit into a browser. */
export type JobRow = {
  id: string
  filename: string
  status: JobStatus
  createdAt: string
  updatedAt: string
  progress: Job['progress']
  supplier: string | undefined
  number: string | undefined
  total: string | undefined
  confidence: number | undefined
  needsReview: boolean
  problem: Job['problem']
}

/** A page of the list. */
export type Rows = { rows: JobRow[]; next: string | undefined }

/** Filters of the list, as they stand in the address of the page. */
export type ListFilter = {
  status?: JobStatus | undefined
  needsReview?: boolean | undefined
  text?: string | undefined
  since?: string | undefined
}

const pageSize = 100

/** The filter as the API takes it. */
export function toQuery({ status, needsReview, text, since }: ListFilter) {
  return {
    // Only what is read waits for a person; PostgreSQL finds it at once when both are said.
    status: needsReview ? 'completed' : status,
    needs_review: needsReview,
    text: text || undefined,
    created_after: since === undefined ? undefined : beginningOf(since),
  } satisfies Partial<JobFilter>
}

export function useJobs(filter: ListFilter) {
  return useInfiniteQuery({
    queryKey: ['jobs', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => readRows(filter, { cursor: pageParam, signal }),
    getNextPageParam: ({ next }) => next,
    // Until the rows of another filter are there.
    placeholderData: keepPreviousData,
    // All pages that were read would be read again: `readNewest` knows better.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

type Place = { cursor?: string | undefined; signal?: AbortSignal }

async function readRows(filter: ListFilter, { cursor, signal }: Place = {}): Promise<Rows> {
  const query = { ...toQuery(filter), limit: pageSize, cursor, view: 'summary' } as const
  const { jobs, next_cursor } = await call('get', '/jobs', {
    query,
    ...(signal === undefined ? {} : { signal }),
  })
  return { rows: jobs.map(toRow), next: next_cursor }
}

/** Reads the newest rows of the list that is looked at again; what was read further down stays, however much that is. */
export async function readNewest(client: QueryClient): Promise<void> {
  // Who comes back to another list reads it anew.
  client.removeQueries({ queryKey: ['jobs'], type: 'inactive' })
  const lists = client.getQueryCache().findAll({ queryKey: ['jobs'], type: 'active' })
  for (const { queryKey } of lists) {
    // As `useJobs` writes it.
    const [, filter] = queryKey as [string, ListFilter]
    const newest = await readRows(filter).catch(() => undefined)
    if (!newest) {
      // The list asks itself, and says what is wrong.
      await client.invalidateQueries({ queryKey, exact: true })
      continue
    }
    client.setQueryData<InfiniteData<Rows>>(queryKey, (data) => {
      const pages = withNewest(data?.pages ?? [], newest)
      return { pages, pageParams: pages.map((_page, index) => pages[index - 1]?.next) }
    })
  }
}

export function useJob(id: string) {
  return useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => call('get', '/jobs/{job_id}', { params: { job_id: id }, signal }),
  })
}

export function toRow(job: Job): JobRow {
  const { result, summary } = job
  const valueAt = (label: 'fournisseur_nom' | 'numero_facture' | 'montant_ttc') =>
    summary?.[label] ?? result?.fields.find((field) => field.label === label)?.value
  return {
    id: job.job_id,
    filename: job.filename,
    status: job.status,
    createdAt: job.created_at,
    updatedAt: job.updated_at,
    progress: job.progress,
    supplier: valueAt('fournisseur_nom'),
    number: valueAt('numero_facture'),
    total: valueAt('montant_ttc'),
    confidence: (summary ?? result)?.overall_confidence,
    needsReview: (summary ?? result)?.needs_review ?? false,
    problem: job.problem,
  }
}
