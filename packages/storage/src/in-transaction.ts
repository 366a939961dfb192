import type pg from 'pg'

/**
 * Works while a transaction is open, for locks that end with it: a pooler that gives each transaction another connection would keep
 * those of a session for ever. Rejects as the work does, and when the connection was lost meanwhile, and with it the locks.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // What is open ends with the connection.
    client.release(true)
    throw error
  }
}
