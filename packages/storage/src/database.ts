import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import type { Schema } from './schema.ts'

export type Database = {
  query: Kysely<Schema>
  /** For statements prepared by name. */
  pool: pg.Pool
  /** Rejects when PostgreSQL does not answer. */
  ping: () => Promise<void>
  /** Brings the tables up to date; safe when several processes do it at once. */
  migrate: () => Promise<void>
  close: () => Promise<void>
}

export type DatabaseOptions = {
  maxConnections?: number
  /** Told when an idle connection breaks; the pool opens another when one is needed. */
  onConnectionLost?: (error: Error) => void
}

const migrationsFolder = join(import.meta.dirname, 'migrations')

/** A bounded pool of connections. Nothing is opened before the first query. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    // A query that PostgreSQL never answers must not hold a connection for ever.
    query_timeout: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
  })
  pool.on('error', (error) => options.onConnectionLost?.(error))
  // The pool listens to idle connections only; one that breaks within a transaction must not end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const query = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    query,
    pool,
    ping: async () => {
      await pool.query('select 1')
    },
    migrate: () => migrate(query),
    close: async () => {
      await query.destroy()
      // Kysely lets go of the pool only when a query of its own has run.
      if (!pool.ended) await pool.end()
    },
  }
}

async function migrate(query: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db: query, provider: { getMigrations: readMigrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort()
  const entries = files.map(async (file) => {
    const text = await readFile(join(migrationsFolder, file), 'utf8')
    const up = async (db: Kysely<unknown>) => {
      await sql.raw(text).execute(db)
    }
    return [file.replace(/\.sql$/, ''), { up }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
