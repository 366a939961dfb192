import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { isOutage } from '@invoice-ml/runtime'
import { createNetwork, sampleJob, testDatabase } from '@invoice-ml/testing'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { createApiKeys } from './api-keys.ts'
import { createDatabase, type Database } from './database.ts'
import { createJobs } from './jobs.ts'
import type { NewJob } from './submit-job.ts'
import { startPooler } from './testing/pooler.ts'

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

test('behind a pooler that lends each transaction another connection nothing stays locked', async () => {
  const { pool } = database.get()
  const pooler = await startPooler(database.url())
  const others = [1, 2, 3].map(() => createDatabase(pooler.url, { maxConnections: 1 }))
  await Promise.all(others.map((other) => other.ping()))
  await pool.query('drop schema public cascade; create schema public')

  await Promise.all(others.map((other) => other.migrate()))

  const { rows } = await pool.query(
    `select from pg_locks join pg_database on pg_database.oid = database
     where datname = current_database() and locktype = 'advisory'`,
  )
  expect(rows).toEqual([])
  await Promise.all(others.map((other) => other.close()))
  pooler.close()
})

test('why the tables cannot be made is told', async () => {
  const { pool } = database.get()
  await pool.query('drop schema public cascade')
  const own = createDatabase(database.url(), { maxConnections: 1 })

  const migrating = own.migrate()

  await expect(migrating).rejects.toThrow('no schema has been selected to create in')
  await own.close()
  await pool.query('create schema public')
})

test.each([
  ['has changed', 'update jobs set started_at = now()'],
  ['has read', 'select from jobs'],
])(
  'who %s a job before the tables are brought up to date ends it, and waits for nobody',
  async (_what, begins) => {
    const own = createDatabase(database.url(), { maxConnections: 3 })
    await migrateUpTo('0020', own)
    await createJobs(own).submit(sampleJob())
    const worker = await own.pool.connect()
    await worker.query('begin')
    await worker.query(begins)

    const migrated = own.migrate()
    await whenMigrationWaits(own)
    const ended = worker.query("update jobs set status = 'failed', problem = '{}'; commit")

    await expect(Promise.all([migrated, ended])).resolves.toHaveLength(2)
    worker.release()
    await own.close()
  },
)

test('code of the version before starts on tables that a later one has brought further', async () => {
  const { pool, migrate } = database.get()
  await pool.query("insert into kysely_migration values ('9999-later', now()::text)")

  await migrate()

  const { rows } = await pool.query("select from kysely_migration where name = '9999-later'")
  expect(rows).toHaveLength(1)
  await pool.query("delete from kysely_migration where name = '9999-later'")
})

test('tables that something unknown was done to before what is known are refused', async () => {
  const { pool, migrate } = database.get()
  await pool.query("insert into kysely_migration values ('0000-unknown', '2020-01-01')")

  await expect(migrate()).rejects.toThrow('0000-unknown is missing')

  await pool.query("delete from kysely_migration where name = '0000-unknown'")
})

test('code that is asking all the time goes on when later code adds a column', async () => {
  const own = createDatabase(database.url(), { maxConnections: 1 })
  const [jobs, { look }] = [createJobs(own), createApiKeys(own)]
  const [first, second] = [sampleJob(), sampleJob()]
  for (const job of [first, second]) await jobs.submit(job)
  const ask = ({ id }: NewJob) =>
    Promise.all([jobs.find(id), look(undefined), jobs.claim({ id, token: 'worker' }, 60_000)])
  await ask(first)

  await own.pool.query(
    'alter table jobs add column later text; alter table api_keys add column later text',
  )

  expect(await ask(second)).toMatchObject([{ id: second.id }, {}, { outcome: 'claimed' }])
  await own.pool.query('alter table jobs drop column later; alter table api_keys drop column later')
  await own.close()
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
    await vi.waitFor(() => expect(onConnectionLost).toHaveBeenCalled(), 30_000)
    await transaction.selectFrom('jobs').select('id').execute()
  })

  await expect(broken).rejects.toThrow()
  await expect(own.ping()).resolves.toBeUndefined()
  await own.close()
})

test('statements of one trip change all or nothing, and leave a connection that serves the next', async () => {
  const own = createDatabase(database.url(), { maxConnections: 1 })
  await own.pool.query('create table trips (id integer primary key)')
  const insert = (id: number) =>
    sql`insert into trips values (${id}) returning id`.compile(own.query)

  const rows = await own.atomically(insert(1), insert(2))
  await expect(own.atomically(insert(3), insert(2))).rejects.toThrow(/duplicate key/)

  expect(rows).toEqual([[{ id: 1 }], [{ id: 2 }]])
  const kept = await own.pool.query('select id from trips order by id')
  expect(kept.rows).toEqual([{ id: 1 }, { id: 2 }])
  await own.close()
})

/** The tables as code had them whose last migration has this number. */
async function migrateUpTo(number: string, { pool }: Database): Promise<void> {
  const folder = join(import.meta.dirname, 'migrations')
  const files = (await readdir(folder)).filter((file) => file.slice(0, 4) <= number).sort()
  await pool.query('drop schema public cascade; create schema public')
  await pool.query('create table kysely_migration (name text primary key, timestamp text not null)')
  for (const file of files) {
    await pool.query(await readFile(join(folder, file), 'utf8'))
    await pool.query('insert into kysely_migration values ($1, clock_timestamp()::text)', [
      file.replace('.sql', ''),
    ])
  }
}

/** Resolves once it waits for who has the jobs. */
async function whenMigrationWaits({ pool }: Database): Promise<void> {
  const waiting = "select from pg_locks where relation = 'jobs'::regclass and not granted"
  await vi.waitFor(async () => expect((await pool.query(waiting)).rowCount).toBe(1), 30_000)
}

test('a client whose machine disappeared holds its locks for a minute at most', async () => {
  const { pool } = database.get()

  const { rows } = await pool.query(
    `select current_setting('tcp_user_timeout') as sent, current_setting('tcp_keepalives_idle')::int
       + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int as quiet`,
  )

  // Nobody but Linux knows a limit for what was sent.
  const sent = process.platform === 'linux' ? '60000' : '0'
  expect(rows).toEqual([{ sent, quiet: 50 }])
})

test('a connection brings along nothing that PgBouncer refuses', async () => {
  const { promise: greeting, resolve } = Promise.withResolvers<Buffer>()
  const pooler = createServer((socket) =>
    socket.once('data', (data) => {
      resolve(data)
      socket.destroy()
    }),
  ).listen(0, '127.0.0.1')
  await once(pooler, 'listening')
  const address = pooler.address()
  const port = typeof address === 'object' ? address?.port : 0
  const database = createDatabase(`postgres://invoice:secret@127.0.0.1:${port}/invoice`)
  const asked = database.ping().catch(() => {})

  // Eight bytes of length and version, then names and values in turn, each ended by a zero.
  const texts = (await greeting).subarray(8).toString().split('\0')

  const names = texts.filter((name, index) => index % 2 === 0 && name !== '')
  // https://www.pgbouncer.org/config.html#ignore_startup_parameters
  const known = ['user', 'database', 'client_encoding', 'datestyle', 'timezone', 'application_name']
  expect(names).toContain('user')
  expect(names.filter((name) => !known.includes(name.toLowerCase()))).toEqual([])
  pooler.close()
  await asked
  await database.close()
})

test('a connection that ends between two statements of a transaction is an outage', async () => {
  const network = createNetwork()
  const other = createDatabase(await network.lead(database.url()))

  const work = other.query.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction)
    network.stop()
    await sql`select 2`.execute(transaction)
  })

  const error = await work.catch((reason: unknown) => reason)
  expect(isOutage(error), String(error)).toBe(true)
  await other.close()
})
