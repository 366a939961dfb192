import type { Job } from '@invoice-ml/contracts'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { type JobRow, type ListFilter, type Rows, toQuery, toRow } from './jobs.ts'

/**
 * Puts a job that has changed into everything that shows it, unless something newer is known: answers overtake each other.
 * False when a list that is looked at must be read again for it.
 */
export function keepJob(client: QueryClient, job: Job): boolean {
  const row = toRow(job)
  client.setQueryData<Job>(['job', job.job_id], (known) =>
    known && isOlder(row, toRow(known)) ? known : job,
  )
  // Who comes back to another list reads it anew.
  client.removeQueries({ queryKey: ['jobs'], type: 'inactive' })
  const lists = client.getQueryCache().findAll({ queryKey: ['jobs'], type: 'active' })
  const isUpToDate = lists.map(({ queryKey }) => {
    // As `useJobs` writes it.
    const [, filter] = queryKey as [string, ListFilter]
    const isFitting = fits(row, filter)
    const isShown = changeRow(client, queryKey, {
      id: row.id,
      change: (known) => {
        if (isOlder(row, known)) return known
        return isFitting ? row : undefined
      },
    })
    return isShown || !isFitting
  })
  return isUpToDate.every(Boolean)
}

/** Takes a job that is gone out of every list, however far down it is. Whoever has it open is told. */
export function dropJob(client: QueryClient, jobId: string): void {
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: ['jobs'] }))
    changeRow(client, queryKey, { id: jobId, change: () => undefined })
  // What is set counts as read: a list that this one is not in stays as old as it is.
  client.setQueryData<string[]>(['review-queue'], (ids) =>
    ids?.includes(jobId) ? ids.filter((id) => id !== jobId) : undefined,
  )
  client.removeQueries({ queryKey: ['job', jobId], type: 'inactive' })
  void client.invalidateQueries({ queryKey: ['job', jobId] })
}

type Change = { id: string; change: (row: JobRow) => JobRow | undefined }

/** Changes a row, however far down the list it is, or takes it out. Returns whether there was one. */
function changeRow(client: QueryClient, queryKey: QueryKey, { id, change }: Change): boolean {
  let isShown = false
  client.setQueryData<InfiniteData<Rows>>(queryKey, (data) => {
    const pages = data?.pages.map((page) => {
      const at = page.rows.findIndex((row) => row.id === id)
      const known = page.rows[at]
      if (!known) return page
      isShown = true
      const changed = change(known)
      return { ...page, rows: page.rows.toSpliced(at, 1, ...(changed ? [changed] : [])) }
    })
    return data && pages && isShown ? { ...data, pages } : data
  })
  return isShown
}

/** Whether a row says what was before the other. */
function isOlder(row: JobRow, other: JobRow): boolean {
  return Date.parse(row.updatedAt) < Date.parse(other.updatedAt)
}

/** Whether a list with this filter shows such rows. */
function fits({ status, needsReview }: JobRow, filter: ListFilter): boolean {
  const wanted = toQuery(filter)
  return (
    (wanted.status === undefined || wanted.status === status) &&
    (wanted.needs_review === undefined || wanted.needs_review === needsReview)
  )
}
