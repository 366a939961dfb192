import { testDatabase } from '@invoice-ml/testing'
import { expect, test, vi } from 'vitest'
import { createDatabase } from './database.ts'

const database = testDatabase()

test('several processes may bring the tables up to date at once', async () => {
  const { pool } = database.get()
  await pool.query('drop schema public cascade; create schema public')
  const others = [1, 2, 3].map(() => createDatabase(database.url(), { maxConnections: 1 }))

  await Promise.all(others.map((other) => other.migrate()))

  const { rows } = await pool.query('select count(*)::int as jobs from jobs')
  expect(rows).toEqual([{ jobs: 0 }])
  await Promise.all(others.map((other) => other.close()))
})

test('a connection that breaks, idle or within a transaction, is replaced', async () => {
  const onConnectionLost = vi.fn()
  const own = createDatabase(database.url(), { maxConnections: 2, onConnectionLost })
  const end =
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'own'"
  await Promise.all(
    [1, 2].map(() => own.pool.query("set application_name = 'own'; select pg_sleep(0.05)")),
  )

  const broken = own.query.transaction().execute(async (transaction) => {
    await transaction.selectFrom('jobs').select('id').execute()
    await database.get().pool.query(end)
    await vi.waitFor(() => expect(onConnectionLost).toHaveBeenCalled())
    await transaction.selectFrom('jobs').select('id').execute()
  })

  await expect(broken).rejects.toThrow()
  await expect(own.ping()).resolves.toBeUndefined()
  await own.close()
})
