import type { Priority } from '@invoice-ml/contracts'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** A job that waits, and that the queue may have lost. */
export type StrandedJob = { id: string; requestId: string; priority: Priority }

// A message needs a moment to arrive; a waiting job is offered again now and then, since the queue refuses doubles.
const arrivalSeconds = 3
const offerAgainSeconds = 30

/**
 * Takes up to `limit` jobs that wait to be read: just committed ones after a moment, all others now and then, those whose
 * reader is gone at once. Single documents come before those of batches. Processes that ask at the same time get different jobs.
 */
export async function takeStranded({ pool }: Database, limit: number): Promise<StrandedJob[]> {
  const { rows } = await pool.query<{ id: string; request_id: string; priority: Priority }>(
    `update jobs set swept_at = now() where id in (
       select id from jobs where
         (status = 'queued' and (
           (swept_at is null and updated_at < now() - $1 * interval '1 second')
           or swept_at < now() - $2 * interval '1 second')
          and not exists (select 1 from jobs leader where leader.read_key = jobs.read_key
            and leader.id <> jobs.id and leader.status = 'processing' and leader.lease_until > now()))
         or (status = 'processing' and lease_until < now()
           and (swept_at is null or swept_at < now() - $1 * interval '1 second'))
       order by priority = 'batch', created_at limit $3 for update skip locked)
     returning id, request_id, priority`,
    [arrivalSeconds, offerAgainSeconds, limit],
  )
  return rows.map(({ id, request_id, priority }) => ({ id, requestId: request_id, priority }))
}

/** The queue has lost everything: every waiting job is due to be offered again. */
export async function strandAll({ query }: Database): Promise<void> {
  await query
    .updateTable('jobs')
    .set({ swept_at: sql<null>`null` })
    .where('status', 'in', ['queued', 'processing'])
    .where('swept_at', 'is not', null)
    .execute()
}

/** These did not get into the queue. */
export async function strandSome({ query }: Database, jobs: { id: string }[]): Promise<void> {
  await query
    .updateTable('jobs')
    .set({ swept_at: sql<null>`null` })
    .where(
      'id',
      'in',
      jobs.map(({ id }) => id),
    )
    .execute()
}
