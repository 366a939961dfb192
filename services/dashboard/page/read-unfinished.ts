import { finalStatuses, type Job } from '@invoice-ml/contracts'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { ApiError, call } from './api.ts'
import { type JobRow, type Rows, toRow } from './jobs.ts'

/** At once. */
const mostRead = 5

type Found = { onJob: (job: Job) => void; onGone: (jobId: string) => void }

/**
 * Reads again what is shown as not ended, since an event is a hint that may be lost: the document that is open and the oldest
 * of the lists, which should have ended first. Tells what is otherwise than it is shown.
 */
export async function readUnfinished(client: QueryClient, found: Found): Promise<void> {
  const rows = shownRows(client).filter(({ status }) => !finalStatuses.includes(status))
  const byId = new Map(rows.toReversed().map((row) => [row.id, row]))
  await Promise.all([...byId.values()].slice(0, mostRead).map((row) => look(row, found)))
}

async function look({ id, updatedAt }: JobRow, { onJob, onGone }: Found): Promise<void> {
  try {
    const job = await call('get', '/jobs/{job_id}', { params: { job_id: id } })
    if (job && job.updated_at !== updatedAt) onJob(job)
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'job-not-found') onGone(id)
    // Anything else may be otherwise the next time.
  }
}

function shownRows(client: QueryClient): JobRow[] {
  const cache = client.getQueryCache()
  const lists = cache
    .findAll({ queryKey: ['jobs'], type: 'active' })
    // As `useJobs` reads it.
    .flatMap(({ state }) => (state.data as InfiniteData<Rows> | undefined)?.pages ?? [])
  const open = cache
    .findAll({ queryKey: ['job'], type: 'active' })
    // Of one that is gone, or could not be read, the page says so.
    .filter(({ state }) => state.error === null)
    // As `useJob` reads it.
    .flatMap(({ state }) => (state.data === undefined ? [] : [toRow(state.data as Job)]))
  return [...lists.flatMap(({ rows }) => rows), ...open]
}
