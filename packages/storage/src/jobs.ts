import type { JobStatus, Problem, Progress, Reading } from '@invoice-ml/contracts'
import DataLoader from 'dataloader'
import type { Database } from './database.ts'
import type { Idempotency } from './idempotency.ts'
import { type JobDay, readJobHistory } from './job-history.ts'
import { type StoredJob, storedColumns, toStoredJob } from './job-row.ts'
import { type JobStats, readJobStats } from './job-stats.ts'
import {
  type JobCursor,
  type JobFilter,
  type ListedJob,
  listJobs,
  listSummaries,
} from './list-jobs.ts'
import {
  type Claim,
  type ClaimOutcome,
  claimJob,
  completeJob,
  failJob,
  recordCrash,
  releaseJob,
  renewClaim,
  saveProgress,
} from './run-job.ts'
import { type StrandedJob, strandAll, strandSome, takeStranded } from './strand-jobs.ts'
import { type NewJob, type Submission, submitJob } from './submit-job.ts'

/** One row for each upload, and its state: the truth about what was accepted. */
export type Jobs = {
  submit: (job: NewJob, idempotency?: Idempotency) => Promise<Submission>
  find: (id: string) => Promise<StoredJob | undefined>
  /** Tells cheaply whether what is known of a job is still true. */
  findVersion: (id: string) => Promise<JobState | undefined>
  list: (
    filter: JobFilter,
    page: { limit: number; after?: JobCursor | undefined },
  ) => Promise<StoredJob[]>
  /** The same without the readings. */
  listSummaries: (
    filter: JobFilter,
    page: { limit: number; after?: JobCursor | undefined },
  ) => Promise<ListedJob[]>
  claim: (claim: Claim, leaseMs: number) => Promise<ClaimOutcome>
  renew: (claim: Claim, leaseMs: number) => Promise<boolean>
  saveProgress: (claim: Claim, progress: Progress) => Promise<void>
  release: (claim: Claim, fault?: { isItsFault: boolean }) => Promise<void>
  recordCrash: (claim: Claim) => Promise<number>
  complete: (claim: Claim, outcome: { reading: Reading; cached: boolean }) => Promise<string[]>
  fail: (claim: Claim, problem: Problem) => Promise<string[]>
  takeStranded: (limit: number) => Promise<StrandedJob[]>
  strandAll: () => Promise<void>
  /** These did not get into the queue. */
  strand: (taken: { id: string }[]) => Promise<void>
  /** Jobs that one reading answers as well as this one, it first. */
  equalTo: (job: StoredJob) => Promise<string[]>
  /** Which of these jobs there are. */
  existing: (ids: string[]) => Promise<string[]>
  /** When the first job of all that are there was made. */
  oldest: () => Promise<Date | undefined>
  /** A page was drawn after the pages of the job had been erased: they are due again. */
  pagesDrawn: (id: string) => Promise<void>
  /** Erases the row. Returns what it was, for the caller to erase the rest. */
  remove: (id: string) => Promise<StoredJob | undefined>
  /** Jobs that run, and that wait in either lane. */
  countOpen: () => Promise<OpenJobs>
  stats: () => Promise<JobStats>
  /** Of so many days, today among them, oldest first. */
  history: (dayCount: number) => Promise<JobDay[]>
  /** Median milliseconds of the last readings, without their waiting; undefined before the first. */
  medianReadingMs: () => Promise<number | undefined>
}

type OpenJobs = { processing: number; interactive: number; batch: number }

const openJobs = `
  select
    count(*) filter (where status = 'processing')::int as processing,
    count(*) filter (where status = 'queued' and priority = 'interactive')::int as interactive,
    count(*) filter (where status = 'queued' and priority = 'batch')::int as batch
  from jobs where status in ('queued', 'processing')`

type JobState = { version: number; status: JobStatus }

const medianOfLastReadings = `
  select percentile_cont(0.5) within group (order by ms) as median
  from (
    select extract(epoch from extracted_at - started_at) * 1000 as ms
    from jobs
    where extracted_at > now() - interval '24 hours' and not cached and started_at is not null
    order by extracted_at desc
    limit 200
  ) as last_readings`

export function createJobs(database: Database): Jobs {
  const { query, pool } = database
  // Clients ask for this more often than for all else together: one query answers all that have just arrived.
  const versions = new DataLoader((ids: readonly string[]) => findVersions(database, ids), {
    cache: false,
    maxBatchSize: 500,
    batchScheduleFn: setImmediate,
  })
  return {
    submit: (job, idempotency) => submitJob(database, job, idempotency),
    find: async (id) => {
      const { rows } = await pool.query({
        name: 'find-job',
        text: `select ${storedColumns.join(', ')} from jobs where id = $1`,
        values: [id],
      })
      return rows[0] ? toStoredJob(rows[0]) : undefined
    },
    findVersion: (id) => versions.load(id),
    list: (filter, page) => listJobs(database, filter, page),
    listSummaries: (filter, page) => listSummaries(database, filter, page),
    claim: (claim, leaseMs) => claimJob(database, claim, leaseMs),
    renew: (claim, leaseMs) => renewClaim(database, claim, leaseMs),
    saveProgress: (claim, progress) => saveProgress(database, claim, progress),
    release: (claim, fault) => releaseJob(database, claim, fault),
    recordCrash: (claim) => recordCrash(database, claim),
    complete: (claim, outcome) => completeJob(database, claim, outcome),
    fail: (claim, problem) => failJob(database, claim, problem),
    takeStranded: (limit) => takeStranded(database, limit),
    strandAll: () => strandAll(database),
    strand: (taken) => strandSome(database, taken),
    equalTo: async ({ id, readKey }) => {
      const { rows } = await pool.query<{ id: string }>(
        `select id from jobs where read_key = $2 and status = 'completed' order by id <> $1, created_at limit 10`,
        [id, readKey],
      )
      return rows.map((row) => row.id)
    },
    existing: async (ids) => {
      const { rows } = await pool.query<{ id: string }>(
        'select id from jobs where id = any($1::text[])',
        [ids],
      )
      return rows.map(({ id }) => id)
    },
    oldest: async () => {
      const { rows } = await pool.query<{ oldest: Date | null }>(
        'select min(created_at) as oldest from jobs',
      )
      return rows[0]?.oldest ?? undefined
    },
    pagesDrawn: async (id) => {
      await query
        .updateTable('jobs')
        .set({ pages_erased_at: null })
        .where('id', '=', id)
        .where('pages_erased_at', 'is not', null)
        .execute()
    },
    remove: async (id) => {
      const row = await query
        .deleteFrom('jobs')
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toStoredJob(row)
    },
    countOpen: async () => {
      const { rows } = await pool.query<OpenJobs>(openJobs)
      return rows[0] ?? { processing: 0, interactive: 0, batch: 0 }
    },
    stats: () => readJobStats(database),
    history: (dayCount) => readJobHistory(database, dayCount),
    medianReadingMs: async () => {
      const { rows } = await pool.query<{ median: number | null }>(medianOfLastReadings)
      return rows[0]?.median ?? undefined
    },
  }
}

async function findVersions(
  { pool }: Database,
  ids: readonly string[],
): Promise<(JobState | undefined)[]> {
  const { rows } = await pool.query<JobState & { id: string }>({
    name: 'find-job-versions',
    text: 'select id, version, status from jobs where id = any($1::text[])',
    values: [ids],
  })
  const states = new Map(rows.map(({ id, version, status }) => [id, { version, status }]))
  return ids.map((id) => states.get(id))
}
