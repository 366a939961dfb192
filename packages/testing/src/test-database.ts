import { randomUUID } from 'node:crypto'
import { createDatabase, type Database } from '@invoice-ml/storage'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'

export type TestDatabase = {
  url: () => string
  get: () => Database
  /** Ends every connection to it and lets in no other, as a PostgreSQL that went away would. */
  lose: () => Promise<void>
  /** Lets connections in again. */
  regain: () => Promise<void>
}

/**
 * A database of its own for the test file, copied from a migrated template, on the PostgreSQL of TEST_DATABASE_URL. The
 * file fails when it leaves a connection open.
 */
export function testDatabase(): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = serverUrl()
  const url = urlOf(server, name)
  let database: Database | undefined

  beforeAll(async () => {
    await onServer(server, async (client) => {
      await prepareTemplate(client, server)
      await client.query(`create database ${name} template ${template}`)
    })
    database = createDatabase(url, { maxConnections: 5 })
  })
  afterAll(async () => {
    await database?.close()
    await onServer(server, async (client) => {
      const open = await leftOpen(client, name)
      // Only without force is an autovacuum sent away; with it, it may not be ended.
      await client.query(`drop database ${name} ${open > 0 ? 'with (force)' : ''}`)
      if (open > 0) throw new Error(`${open} connections were left open`)
    })
  })
  return {
    url: () => url,
    get: () => {
      if (!database) throw new Error('The database is there from beforeAll on')
      return database
    },
    lose: () =>
      onServer(server, async (client) => {
        await client.query(`alter database ${name} allow_connections false`)
        await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
          [name],
        )
      }),
    regain: () =>
      onServer(server, (client) => client.query(`alter database ${name} allow_connections true`)),
  }
}

const template = 'invoice_ml_template'

/** Makes the template, or brings it up to date, and keeps others from it until `client` disconnects. */
async function prepareTemplate(client: pg.Client, server: string): Promise<void> {
  // Held until this client disconnects, that is: until the copy is made, since a template must have no connection.
  await client.query('select pg_advisory_lock(7203)')
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
  if (rowCount === 0) await client.query(`create database ${template}`)
  const database = createDatabase(urlOf(server, template), { maxConnections: 1 })
  await database.migrate().finally(() => database.close())
  await whenUnused(client, template)
}

/** PostgreSQL lets go of a closed connection a moment after the client does. */
async function whenUnused(client: pg.Client, name: string): Promise<void> {
  while ((await openConnections(client, name)) > 0) await client.query('select pg_sleep(0.01)')
}

/** The connections that are still there after two seconds. */
async function leftOpen(client: pg.Client, name: string): Promise<number> {
  for (let look = 0; look < 40 && (await openConnections(client, name)) > 0; look++)
    await client.query('select pg_sleep(0.05)')
  return openConnections(client, name)
}

async function openConnections(client: pg.Client, name: string): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as open from pg_stat_activity
      where datname = $1 and backend_type = 'client backend'`,
    [name],
  )
  return rows[0].open
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests by `npm test`')
  return url
}

function urlOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
