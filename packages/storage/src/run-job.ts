import type { Problem, Progress, Reading } from '@invoice-ml/contracts'
import { type ExpressionBuilder, type QueryCreator, sql } from 'kysely'
import type { Database } from './database.ts'
import { type StoredJob, storedColumns, toStoredJob } from './job-row.ts'
import { readingColumns, searchedText } from './reading-columns.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'

/** Who reads a job: only the holder of the token may change it until the lease ends. */
export type Claim = { id: string; token: string }

export type ClaimOutcome =
  | { outcome: 'claimed'; job: StoredJob }
  /** Somebody else reads it, or an equal upload whose reading will answer it too. */
  | { outcome: 'following' }
  | { outcome: 'final' }
  | { outcome: 'missing' }

const now = sql<Date>`now()`
const nextVersion = sql<number>`version + 1`
const notCounted = sql<number>`case when created_at > now() - interval '7 days' then greatest(attempts - 1, 1) else attempts end`
const free = { claim_token: null, lease_until: null, stage: null, page: null, pages: null }

function until(leaseMs: number) {
  return sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`
}

/** Takes a job to read it, unless it, or an equal one, is being read. */
export async function claimJob(
  { query, atomically }: Database,
  { id, token }: Claim,
  leaseMs: number,
): Promise<ClaimOutcome> {
  const claim = query
    .updateTable('jobs')
    .set({
      status: 'processing',
      claim_token: token,
      lease_until: until(leaseMs),
      attempts: sql<number>`attempts + 1`,
      started_at: now,
      version: nextVersion,
      updated_at: now,
    })
    .where('id', '=', id)
    .where(isFree)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as leader')
            .select('leader.id')
            .whereRef('leader.read_key', '=', 'jobs.read_key')
            .where('leader.id', '<>', id)
            .where('leader.status', '=', 'processing')
            .where('leader.lease_until', '>', now),
        ),
      ),
    )
    .returning(storedColumns)
  // A claim that a crash of PostgreSQL undoes is made again, so nobody waits until the disk has it.
  const [, , [row]] = await atomically(
    doNotFlush(query),
    lockEqualUploads(query, id),
    claim.compile(),
  )
  return row ? { outcome: 'claimed', job: toStoredJob(row) } : whyNotClaimed(query, id)
}

function isFree({ or, and, eb }: ExpressionBuilder<Schema, 'jobs'>) {
  return or([
    eb('status', '=', 'queued'),
    and([eb('status', '=', 'processing'), eb('lease_until', '<', now)]),
  ])
}

async function whyNotClaimed(query: Database['query'], id: string): Promise<ClaimOutcome> {
  const row = await query
    .selectFrom('jobs')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return { outcome: 'missing' }
  const isOpen = row.status === 'queued' || row.status === 'processing'
  return { outcome: isOpen ? 'following' : 'final' }
}

/** Lets the transaction end before the disk has it: a crash of PostgreSQL may undo it, and nothing else can. */
function doNotFlush(query: Database['query']) {
  return sql`select set_config('synchronous_commit', 'off', true)`.compile(query)
}

/** Equal uploads are claimed and completed one after the other, so that none is overlooked between the two. */
function lockEqualUploads(query: Database['query'], id: string) {
  return query
    .selectFrom('jobs')
    .select(sql`pg_advisory_xact_lock(hashtextextended(read_key, 0))`.as('lock'))
    .where('id', '=', id)
    .compile()
}

/** Keeps the claim alive. False when it was lost: what is being read no longer counts. */
export async function renewClaim(
  { query }: Database,
  claim: Claim,
  leaseMs: number,
): Promise<boolean> {
  const result = await held(query, claim)
    .set({ lease_until: until(leaseMs) })
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Shows how far the reading is. */
export async function saveProgress(
  { query }: Database,
  claim: Claim,
  { stage, page, pages }: Progress,
): Promise<void> {
  await held(query, claim)
    .set({ stage, page, pages, version: nextVersion, updated_at: now })
    .execute()
}

/**
 * Gives the job back to be read again. What is not its fault does not count as an attempt for a week, which no outage lasts;
 * that there was one stays.
 */
export async function releaseJob(
  { query }: Database,
  claim: Claim,
  { isItsFault } = { isItsFault: true },
): Promise<void> {
  await held(query, claim)
    .set({
      ...free,
      ...(isItsFault ? {} : { attempts: notCounted }),
      status: 'queued',
      version: nextVersion,
      updated_at: now,
    })
    .execute()
}

/** Counts a reader process that ended over the job. Returns how many have. */
export async function recordCrash({ query }: Database, claim: Claim): Promise<number> {
  const row = await held(query, claim)
    .set({ crashes: sql<number>`crashes + 1` })
    .returning('crashes')
    .executeTakeFirst()
  return row?.crashes ?? 0
}

/**
 * Completes the job and every equal upload that waits. Returns the jobs completed; none when the claim was lost.
 */
export async function completeJob(
  { query, atomically }: Database,
  claim: Claim,
  outcome: { reading: Reading; cached: boolean },
): Promise<string[]> {
  const { cached } = outcome
  const reading = storable(outcome.reading)
  const { reading: text, ...columns } = {
    ...free,
    ...readingColumns(reading),
    status: 'completed' as const,
    search_text: sql<string>`search_text || ' ' || ${searchedText(reading)}::text`,
    problem: null,
    extracted_at: now,
    ...finish,
  }
  const completed = query
    .with('own', (db) =>
      held(db, claim)
        .set({ ...columns, reading: text, cached })
        .returning(['id', 'read_key', 'reading']),
    )
    .with('others', (db) =>
      followers(db)
        // Who asked for a fresh reading is not given an old one.
        .$if(cached, (waiting) => waiting.where('refresh', '=', false))
        .set({ ...columns, reading: sql<string>`own.reading`, cached: true })
        .returning('jobs.id'),
    )
    .selectFrom('own')
    .select('id')
    .unionAll((db) => db.selectFrom('others').select('id'))
  const [, rows] = await atomically(lockEqualUploads(query, claim.id), completed.compile())
  return rows.map(({ id }) => id)
}

/**
 * Fails the job for good. What is wrong with the file (below 500) is as wrong with equal uploads that wait.
 * Returns the jobs failed; none when the claim was lost.
 */
export async function failJob(
  { query, atomically }: Database,
  claim: Claim,
  problem: Problem,
): Promise<string[]> {
  const columns = {
    ...free,
    status: 'failed' as const,
    problem: JSON.stringify(storable(problem)),
    ...finish,
  }
  const isOfTheFile = problem.status < 500
  const failed = query
    .with('own', (db) => held(db, claim).set(columns).returning(['id', 'read_key']))
    .with('others', (db) =>
      followers(db).where(sql<boolean>`${isOfTheFile}::boolean`).set(columns).returning('jobs.id'),
    )
    .selectFrom('own')
    .select('id')
    .unionAll((db) => db.selectFrom('others').select('id'))
  const [, rows] = await atomically(lockEqualUploads(query, claim.id), failed.compile())
  return rows.map(({ id }) => id)
}

const finish = {
  // An upload may be accepted after the transaction that answers it began; who waited for more than 24 days has waited long
  // enough to be counted so.
  duration_ms: sql<number>`greatest(0, least(extract(epoch from now() - created_at) * 1000, 2147483647))::integer`,
  version: nextVersion,
  updated_at: now,
}

type Updatable = Pick<Database['query'], 'updateTable'>
/** Within a statement that has just changed the claimed job. */
type WithOwn = Schema & { own: { id: string; read_key: string } }

function held(query: Updatable, { id, token }: Claim) {
  return query
    .updateTable('jobs')
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .where('claim_token', '=', token)
}

/** Uploads equal to `own` that nobody reads. */
function followers(query: QueryCreator<WithOwn>) {
  return query
    .updateTable('jobs')
    .from('own')
    .whereRef('jobs.read_key', '=', 'own.read_key')
    .whereRef('jobs.id', '<>', 'own.id')
    .where(isFree)
}
