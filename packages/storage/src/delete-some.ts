import type { Database } from './database.ts'

/** Deletes rows of a table for which a condition holds, no more of them than the first of the values. Returns how many. */
export async function deleteSome(
  { pool }: Pick<Database, 'pool'>,
  table: string,
  condition: string,
  values: [limit: number, ...unknown[]],
): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from ${table} where ctid = any(array(select ctid from ${table} where ${condition} limit $1))`,
    values,
  )
  return rowCount ?? 0
}
