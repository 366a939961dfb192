import type { BatchCounts, JobStatus, Problem } from '@invoice-ml/contracts'
import type { Database } from './database.ts'
import type { Idempotency } from './idempotency.ts'
import { type BatchSubmission, type NewBatch, submitBatch } from './submit-batch.ts'

export type BatchSummary = { id: string; createdAt: Date; total: number; counts: BatchCounts }

/** A file of a batch that was refused, or that is a job still. */
export type BatchEntry = {
  position: number
  filename: string
  job: { id: string; status: JobStatus; problem: Problem | undefined } | undefined
  refusal: Problem | undefined
}

/** Files that were sent together. */
export type Batches = {
  submit: (batch: NewBatch, idempotency?: Idempotency) => Promise<BatchSubmission>
  find: (id: string) => Promise<BatchSummary | undefined>
  /** From this position on, in the order of the request; files whose job was deleted are left out. */
  entries: (id: string, page: { from: number; limit: number }) => Promise<BatchEntry[]>
  /** Erases batches of this age that have no job any more. Returns how many. */
  removeEmpty: (olderThanMs: number) => Promise<number>
}

export function createBatches(database: Database): Batches {
  const { pool } = database
  return {
    submit: (batch, idempotency) => submitBatch(database, batch, idempotency),
    find: (id) => findBatch(database, id),
    entries: (id, page) => listEntries(database, id, page),
    removeEmpty: async (olderThanMs) => {
      const { rowCount } = await pool.query(
        `delete from batches where created_at < now() - $1 * interval '1 millisecond'
           and not exists (select from jobs where batch_id = batches.id)`,
        [olderThanMs],
      )
      return rowCount ?? 0
    },
  }
}

type SummaryRow = { created_at: Date; total: number; status: JobStatus | 'refused'; count: number }

async function findBatch({ pool }: Database, id: string): Promise<BatchSummary | undefined> {
  const { rows } = await pool.query<SummaryRow>({
    name: 'find-batch',
    text: `
      select created_at, total, status, count from batches cross join lateral (
        select status, count(*)::int from jobs where batch_id = batches.id group by status
        union all
        select 'refused', count(*)::int from batch_refusals where batch_id = batches.id
      ) as states
      where id = $1`,
    values: [id],
  })
  const [batch] = rows
  if (!batch) return undefined
  const count = (status: SummaryRow['status']) =>
    rows.find((row) => row.status === status)?.count ?? 0
  const known = rows.reduce((sum, row) => sum + row.count, 0)
  const counts = {
    queued: count('queued'),
    processing: count('processing'),
    completed: count('completed'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    refused: count('refused'),
    deleted: batch.total - known,
  }
  return { id, createdAt: batch.created_at, total: batch.total, counts }
}

type EntryRow = {
  position: number
  filename: string
  job_id: string | null
  status: JobStatus | null
  problem: Problem | null
}

async function listEntries(
  { pool }: Database,
  id: string,
  { from, limit }: { from: number; limit: number },
): Promise<BatchEntry[]> {
  const { rows } = await pool.query<EntryRow>({
    name: 'list-batch-entries',
    text: `
      select batch_position as position, filename, id as job_id, status, problem
      from jobs where batch_id = $1 and batch_position >= $2
      union all
      select position, filename, null, null, problem
      from batch_refusals where batch_id = $1 and position >= $2
      order by position limit $3`,
    values: [id, from, limit],
  })
  return rows.map(({ position, filename, job_id, status, problem }) => ({
    position,
    filename,
    job: job_id && status ? { id: job_id, status, problem: problem ?? undefined } : undefined,
    refusal: job_id ? undefined : (problem ?? undefined),
  }))
}
