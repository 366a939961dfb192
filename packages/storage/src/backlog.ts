import type { Priority } from '@invoice-ml/contracts'
import type { Database } from './database.ts'

/** What waits, counted in the truth and not in a queue. */
export type Backlog = {
  processing: number
  /** Jobs that nobody reads yet, and the seconds for which the oldest of them has waited; 0 when none does. */
  waiting: Record<Priority, { jobs: number; oldestSeconds: number }>
  /** Completed documents that a person should look at. */
  toReview: number
}

type Row = { processing: string; toReview: string } & Record<
  Priority | `${Priority}Oldest`,
  string | null
>

const countAll = `
  select
    count(*) filter (where status = 'processing') as processing,
    count(*) filter (where status = 'queued' and priority = 'interactive') as interactive,
    extract(epoch from now() - min(created_at) filter (where status = 'queued' and priority = 'interactive'))
      as "interactiveOldest",
    count(*) filter (where status = 'queued' and priority = 'batch') as batch,
    extract(epoch from now() - min(created_at) filter (where status = 'queued' and priority = 'batch')) as "batchOldest",
    (select count(*) from jobs where status = 'completed' and needs_review) as "toReview"
  from jobs where status in ('queued', 'processing')`

/** Counts over indexes of what is open, so it may be asked for every few seconds. */
export async function readBacklog({ pool }: Pick<Database, 'pool'>): Promise<Backlog> {
  const { rows } = await pool.query<Row>(countAll)
  const number = (key: keyof Row) => Math.max(0, Number(rows[0]?.[key] ?? 0))
  return {
    processing: number('processing'),
    waiting: {
      interactive: { jobs: number('interactive'), oldestSeconds: number('interactiveOldest') },
      batch: { jobs: number('batch'), oldestSeconds: number('batchOldest') },
    },
    toReview: number('toReview'),
  }
}
