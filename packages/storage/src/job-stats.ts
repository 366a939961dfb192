import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Counted over everything that is stored, unless the name says otherwise. */
export type JobStats = {
  completed: number
  failed: number
  completedLast24h: number
  /** Mean of the overall confidence before any correction; undefined before the first extraction. */
  averageConfidence: number | undefined
  /** Sent to a person when they were read, whatever she has said since. */
  needingReview: number
  cached: number
  /**
   * Milliseconds from upload to result over the last 24 hours, cache answers left out; of a batch, whose documents wait for each
   * other, from the beginning of each.
   */
  p50DurationMs: number | undefined
  p95DurationMs: number | undefined
  queued: number
  processing: number
}

/** What the platform has done and has to do. The totals are counted over an index of their own. */
export async function readJobStats({ query }: Database): Promise<JobStats> {
  const { rows } = await sql<Record<keyof JobStats, string | number | null>>`
    with totals as (
      select
        count(*) filter (where status = 'completed') as "completed",
        count(*) filter (where status = 'failed') as "failed",
        avg(coalesce(read_confidence, overall_confidence)) as "averageConfidence",
        count(*) filter (where coalesce(read_needs_review, needs_review)) as "needingReview",
        count(*) filter (where cached) as "cached"
      from jobs where status in ('completed', 'failed')
    ), recent as (
      select
        count(*) as "completedLast24h",
        percentile_cont(0.5) within group (order by answer_ms) filter (where not cached) as "p50DurationMs",
        percentile_cont(0.95) within group (order by answer_ms) filter (where not cached) as "p95DurationMs"
      from jobs, lateral (
        select case when priority = 'batch' then extract(epoch from extracted_at - started_at) * 1000 else duration_ms end
      ) as answer (answer_ms)
      where status = 'completed' and extracted_at > now() - interval '24 hours'
    ), open as (
      select
        count(*) filter (where status = 'queued') as "queued",
        count(*) filter (where status = 'processing') as "processing"
      from jobs where status in ('queued', 'processing')
    )
    select * from totals, recent, open`.execute(query)
  const row = rows[0]
  const count = (key: keyof JobStats) => Number(row?.[key] ?? 0)
  const measured = (key: keyof JobStats) => (row?.[key] == null ? undefined : Number(row[key]))
  return {
    completed: count('completed'),
    failed: count('failed'),
    completedLast24h: count('completedLast24h'),
    averageConfidence: measured('averageConfidence'),
    needingReview: count('needingReview'),
    cached: count('cached'),
    p50DurationMs: measured('p50DurationMs'),
    p95DurationMs: measured('p95DurationMs'),
    queued: count('queued'),
    processing: count('processing'),
  }
}
