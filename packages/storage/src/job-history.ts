import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What was done on one day, in UTC. */
export type JobDay = {
  /** As 2026-01-15. */
  date: string
  completed: number
  failed: number
  /** Sent to a person when they were read, whatever she has said since. */
  needingReview: number
  /** Before any correction; undefined when nothing was read that day. */
  averageConfidence: number | undefined
}

type Row = {
  date: string
  completed: string
  failed: string
  needingReview: string
  averageConfidence: number | null
}

/** The last days, today among them, oldest first; a job counts on the day that it ended. */
export async function readJobHistory({ query }: Database, dayCount: number): Promise<JobDay[]> {
  const { rows } = await sql<Row>`
    with ended as (
      select (updated_at at time zone 'utc')::date as day, status, false as is_reviewed, null::real as confidence
      from jobs
      where status = 'failed' and updated_at >= now() - make_interval(hours => ${24 * dayCount})
      union all
      select (extracted_at at time zone 'utc')::date, status,
        coalesce(read_needs_review, needs_review), coalesce(read_confidence, overall_confidence)
      from jobs
      where status = 'completed' and extracted_at >= now() - make_interval(hours => ${24 * dayCount})
    )
    select
      to_char(days.day, 'YYYY-MM-DD') as "date",
      count(*) filter (where status = 'completed') as "completed",
      count(*) filter (where status = 'failed') as "failed",
      count(*) filter (where is_reviewed) as "needingReview",
      avg(confidence) as "averageConfidence"
    from generate_series(
      (now() at time zone 'utc')::date - ${dayCount - 1}::int,
      (now() at time zone 'utc')::date,
      interval '1 day'
    ) as days (day)
    left join ended on ended.day = days.day::date
    group by days.day
    order by days.day`.execute(query)
  return rows.map((row) => ({
    date: row.date,
    completed: Number(row.completed),
    failed: Number(row.failed),
    needingReview: Number(row.needingReview),
    averageConfidence: row.averageConfidence ?? undefined,
  }))
}
