import type { Problem, Progress, Reading } from '@invoice-ml/contracts'
import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { type StoredJob, toStoredJob } from './job-row.ts'
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
const free = { claim_token: null, lease_until: null, stage: null, page: null, pages: null }

function until(leaseMs: number) {
  return sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`
}

/** Takes a job to read it, unless it, or an equal one, is being read. */
export function claimJob(
  { query }: Database,
  { id, token }: Claim,
  leaseMs: number,
): Promise<ClaimOutcome> {
  return query.transaction().execute(async (transaction) => {
    const readKey = await lockByReadKey(transaction, id)
    if (readKey === undefined) return { outcome: 'missing' }
    const row = await transaction
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
              .where('leader.read_key', '=', readKey)
              .where('leader.id', '<>', id)
              .where('leader.status', '=', 'processing')
              .where('leader.lease_until', '>', now),
          ),
        ),
      )
      .returningAll()
      .executeTakeFirst()
    if (row) return { outcome: 'claimed', job: toStoredJob(row) }
    return { outcome: await whyNotClaimed(transaction, id) }
  })
}

function isFree({ or, and, eb }: ExpressionBuilder<Schema, 'jobs'>) {
  return or([
    eb('status', '=', 'queued'),
    and([eb('status', '=', 'processing'), eb('lease_until', '<', now)]),
  ])
}

async function whyNotClaimed(transaction: Transaction<Schema>, id: string) {
  const row = await transaction
    .selectFrom('jobs')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return 'missing'
  return row.status === 'queued' || row.status === 'processing' ? 'following' : 'final'
}

/**
 * Equal uploads are claimed and completed one after the other, so that none is overlooked between the two. Returns what
 * they share; undefined when the job is gone.
 */
async function lockByReadKey(transaction: Transaction<Schema>, id: string) {
  // The key never changes, so it may be read before the lock is held.
  const row = await transaction
    .selectFrom('jobs')
    .select(['read_key', sql`pg_advisory_xact_lock(hashtextextended(read_key, 0))`.as('lock')])
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.read_key
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

/** Gives the job back to be read again. */
export async function releaseJob({ query }: Database, claim: Claim): Promise<void> {
  await held(query, claim)
    .set({ ...free, status: 'queued', version: nextVersion, updated_at: now })
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
export function completeJob(
  { query }: Database,
  claim: Claim,
  outcome: { reading: Reading; cached: boolean },
): Promise<string[]> {
  const { cached } = outcome
  const reading = storable(outcome.reading)
  const columns = {
    ...free,
    ...readingColumns(reading),
    status: 'completed' as const,
    search_text: sql<string>`search_text || ' ' || ${searchedText(reading)}::text`,
    problem: null,
    extracted_at: now,
    ...finish,
  }
  return query.transaction().execute(async (transaction) => {
    const readKey = await lockByReadKey(transaction, claim.id)
    if (readKey === undefined) return []
    const own = await held(transaction, claim)
      .set({ ...columns, cached })
      .returning('id')
      .execute()
    if (own.length === 0) return []
    let waiting = followers(transaction, claim.id, readKey)
    // Who asked for a fresh reading is not given an old one.
    if (cached) waiting = waiting.where('refresh', '=', false)
    const others = await waiting
      .set({ ...columns, cached: true })
      .returning('id')
      .execute()
    return [...own, ...others].map(({ id }) => id)
  })
}

/**
 * Fails the job for good. What is wrong with the file (below 500) is as wrong with equal uploads that wait.
 * Returns the jobs failed; none when the claim was lost.
 */
export function failJob({ query }: Database, claim: Claim, problem: Problem): Promise<string[]> {
  const columns = {
    ...free,
    status: 'failed' as const,
    problem: JSON.stringify(storable(problem)),
    ...finish,
  }
  return query.transaction().execute(async (transaction) => {
    const readKey = await lockByReadKey(transaction, claim.id)
    if (readKey === undefined) return []
    const own = await held(transaction, claim).set(columns).returning('id').execute()
    if (own.length === 0 || problem.status >= 500) return own.map(({ id }) => id)
    const others = await followers(transaction, claim.id, readKey)
      .set(columns)
      .returning('id')
      .execute()
    return [...own, ...others].map(({ id }) => id)
  })
}

const finish = {
  // Who waited for more than 24 days has waited long enough to be counted so.
  duration_ms: sql<number>`least(extract(epoch from now() - created_at) * 1000, 2147483647)::integer`,
  version: nextVersion,
  updated_at: now,
}

function held(query: Database['query'], { id, token }: Claim) {
  return query
    .updateTable('jobs')
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .where('claim_token', '=', token)
}

function followers(query: Database['query'], leader: string, readKey: string) {
  return query
    .updateTable('jobs')
    .where('read_key', '=', readKey)
    .where('id', '<>', leader)
    .where(isFree)
}
