import { randomUUID } from 'node:crypto'
import { createDatabase, type Database } from '@invoice-ml/storage'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'

/**
 * A database of its own for the test file, with all tables, on the PostgreSQL of TEST_DATABASE_URL. The file fails when it
 * leaves a connection open.
 */
export function testDatabase(): { url: () => string; get: () => Database } {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = serverUrl()
  const own = new URL(server)
  own.pathname = `/${name}`
  let database: Database | undefined

  beforeAll(async () => {
    await onServer(server, (client) => client.query(`create database ${name}`))
    database = createDatabase(own.href, { maxConnections: 5 })
    await database.migrate()
  })
  afterAll(async () => {
    await database?.close()
    await onServer(server, async (client) => {
      const { rows } = await client.query(
        'select count(*)::int as open from pg_stat_activity where datname = $1',
        [name],
      )
      await client.query(`drop database ${name} with (force)`)
      if (rows[0].open > 0) throw new Error(`${rows[0].open} connections were left open`)
    })
  })
  return {
    url: () => own.href,
    get: () => {
      if (!database) throw new Error('The database is there from beforeAll on')
      return database
    },
  }
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests by `npm test`')
  return url
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
