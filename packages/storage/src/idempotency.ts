import { sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** `fingerprint` tells whether a repeated request is the same one. */
export type Idempotency = { key: string; fingerprint: string }

/** What a request under this key has made within 24 hours: a job, or a batch. */
type Earlier = { fingerprint: string; job_id: string | null; batch_id: string | null }

/** The keys of requests that were accepted within 24 hours. */
export type UsedKeys = { has: (key: string) => Promise<boolean> }

export function createUsedKeys({ query }: Database): UsedKeys {
  return {
    has: async (key) => {
      const row = await query
        .selectFrom('idempotency_keys')
        .select('key')
        .where('key', '=', key)
        .where('created_at', '>=', dayAgo)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

const dayAgo = sql<Date>`now() - interval '24 hours'`

/**
 * Requests under one key go one after the other until the transaction ends, so the second sees what the first has made.
 * Resolves to that, if it is there.
 */
export async function lockKey(
  transaction: Transaction<Schema>,
  { key }: Idempotency,
): Promise<Earlier | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 1))`.execute(transaction)
  await transaction
    .deleteFrom('idempotency_keys')
    .where('key', '=', key)
    .where('created_at', '<', dayAgo)
    .execute()
  return transaction
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'job_id', 'batch_id'])
    .where('key', '=', key)
    .executeTakeFirst()
}
