import type { Database } from './database.ts'
import { deleteSome } from './delete-some.ts'
import { inTransaction } from './in-transaction.ts'
import { columnsButReading, type StoredJob, toStoredJob } from './job-row.ts'

/**
 * What has been kept long enough. Every method takes `limit` rows of a table at most, jobs oldest first and without their
 * readings; those that are passed over are not among them.
 */
export type RetentionStore = {
  /** Works while no other process does. False, without having worked, when one does. */
  alone: (work: () => Promise<void>) => Promise<boolean>
  /** Jobs that ended, were accepted more than `days` ago, and have their file. */
  withFile: (days: number, limit: number, passedOver: string[]) => Promise<StoredJob[]>
  /** Likewise, with pages. */
  withPages: (days: number, limit: number, passedOver: string[]) => Promise<StoredJob[]>
  /** Likewise, all of them. */
  withResult: (days: number, limit: number, passedOver: string[]) => Promise<StoredJob[]>
  fileErased: (jobIds: string[]) => Promise<void>
  pagesErased: (jobIds: string[]) => Promise<void>
  /** Erases corrections, annotations and what was learned from them, from more than `days` ago. Returns how many rows went. */
  forgetTraining: (days: number, limit: number) => Promise<number>
  /** Erases idempotency keys that answer no request any more. Returns how many went. */
  forgetIdempotencyKeys: (limit: number) => Promise<number>
}

// Beside the locks of equal uploads and of idempotency keys: all whose turn it is share one.
const lockKey = 7_204

export function createRetention(database: Database): RetentionStore {
  const { pool } = database
  async function due(
    condition: string,
    days: number,
    limit: number,
    passedOver: string[],
  ): Promise<StoredJob[]> {
    const { rows } = await pool.query(
      `select ${columnsButReading.join(', ')} from jobs where ${condition} and status in ('completed', 'failed', 'cancelled')
         and created_at < now() - $1 * interval '1 day' and id <> all($3::text[]) order by created_at limit $2`,
      [days, limit, passedOver],
    )
    return rows.map((row) => toStoredJob({ ...row, reading: null }))
  }

  async function mark(column: string, jobIds: string[]): Promise<void> {
    // Not updated_at: nothing of the result has changed.
    await pool.query(
      `update jobs set ${column} = now(), version = version + 1 where id = any($1::text[])`,
      [jobIds],
    )
  }

  return {
    alone: (work) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as taken', [
          lockKey,
        ])
        const isTaken = rows[0]?.taken === true
        if (isTaken) await work()
        return isTaken
      }),
    withFile: (days, limit, passedOver) => due('file_erased_at is null', days, limit, passedOver),
    withPages: (days, limit, passedOver) => due('pages_erased_at is null', days, limit, passedOver),
    withResult: (days, limit, passedOver) => due('true', days, limit, passedOver),
    fileErased: (jobIds) => mark('file_erased_at', jobIds),
    pagesErased: (jobIds) => mark('pages_erased_at', jobIds),
    forgetTraining: async (days, limit) => {
      const old = (column: string) => `${column} < now() - $2 * interval '1 day'`
      const counts = await Promise.all(
        [
          ['supplier_lessons', 'learned_at'],
          ['corrections', 'created_at'],
          ['annotations', 'created_at'],
        ].map(([table = '', column = '']) =>
          deleteSome(database, table, old(column), [limit, days]),
        ),
      )
      return counts.reduce((sum, count) => sum + count, 0)
    },
    forgetIdempotencyKeys: (limit) =>
      deleteSome(database, 'idempotency_keys', "created_at < now() - interval '24 hours'", [limit]),
  }
}
