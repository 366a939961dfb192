import type { Problem } from '@invoice-ml/contracts'
import type { InsertObject } from 'kysely'
import type { Database } from './database.ts'
import { type Idempotency, lockKey } from './idempotency.ts'
import type { Schema } from './schema.ts'
import { storable, storableText } from './storable.ts'
import { type NewJob, rowOf } from './submit-job.ts'

/** A file that became no job. */
export type Refusal = { filename: string; problem: Problem }

export type NewBatch = {
  id: string
  requestId: string
  /** What became of each file, in the order of the request. */
  entries: (NewJob | Refusal)[]
}

export type BatchSubmission =
  | { outcome: 'inserted' }
  | { outcome: 'replayed'; batchId: string }
  | { outcome: 'mismatch' }

// PostgreSQL takes 65,535 parameters, and a job has about 25.
const rowsAtOnce = 500

/**
 * Commits a batch with all its jobs, or nothing of it. Under an idempotency key that made one within 24 hours, no second one
 * is made.
 */
export function submitBatch(
  { query }: Database,
  batch: NewBatch,
  idempotency?: Idempotency,
): Promise<BatchSubmission> {
  return query.transaction().execute(async (transaction) => {
    const earlier = idempotency && (await lockKey(transaction, idempotency))
    if (earlier?.fingerprint === idempotency?.fingerprint && earlier?.batch_id)
      return { outcome: 'replayed', batchId: earlier.batch_id }
    if (earlier) return { outcome: 'mismatch' }

    const { id, requestId, entries } = batch
    await transaction
      .insertInto('batches')
      .values({ id, total: entries.length, request_id: requestId })
      .execute()
    const { jobs, refusals } = rowsOf(batch)
    for (let start = 0; start < jobs.length; start += rowsAtOnce)
      await transaction
        .insertInto('jobs')
        .values(jobs.slice(start, start + rowsAtOnce))
        .execute()
    for (let start = 0; start < refusals.length; start += rowsAtOnce)
      await transaction
        .insertInto('batch_refusals')
        .values(refusals.slice(start, start + rowsAtOnce))
        .execute()
    if (idempotency)
      await transaction
        .insertInto('idempotency_keys')
        .values({ ...idempotency, batch_id: id })
        .execute()
    return { outcome: 'inserted' }
  })
}

function rowsOf({ id, entries }: NewBatch) {
  const jobs: InsertObject<Schema, 'jobs'>[] = []
  const refusals: InsertObject<Schema, 'batch_refusals'>[] = []
  for (const [position, entry] of entries.entries()) {
    if ('problem' in entry)
      refusals.push({
        batch_id: id,
        position,
        filename: storableText(entry.filename),
        problem: JSON.stringify(storable(entry.problem)),
      })
    else jobs.push({ ...rowOf(entry), batch_id: id, batch_position: position })
  }
  return { jobs, refusals }
}
