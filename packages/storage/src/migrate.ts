import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresAdapter, PostgresDialect, sql, type Transaction } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type pg from 'pg'
import type { Schema } from './schema.ts'

const migrationsFolder = join(import.meta.dirname, 'migrations')

// Beside the locks of retention and of Label Studio.
const lockKey = 7_206

/** Kysely's own lock is one of the session. */
const withoutLock = Object.assign(new PostgresAdapter(), {
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
})

/**
 * Brings the tables up to date, safe when several processes do it at once. The pool is closed thereafter.
 *
 * @throws what PostgreSQL has against a migration, which is then undone as a whole; those before it stay
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const dialect = Object.assign(new PostgresDialect({ pool }), { createAdapter: () => withoutLock })
  const db = new Kysely<Schema>({ dialect })
  try {
    // One at a time, each in a transaction of its own: none holds what it locks while the next works.
    let isMoreToDo = true
    while (isMoreToDo) isMoreToDo = await db.transaction().execute(migrateOne)
  } finally {
    await db.destroy()
  }
}

/** Whether there was one to do. */
async function migrateOne(transaction: Transaction<Schema>): Promise<boolean> {
  // A pooler lends each transaction a connection on which another service may have set a limit, and gets it back with all that was
  // set and locked for longer than the transaction.
  await sql`set local statement_timeout = 0`.execute(transaction)
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(transaction)
  await makeHistory(transaction)
  const getMigrations = async () => {
    const known = await readMigrations()
    return { ...known, ...(await laterMigrations(transaction, known)) }
  }
  const migrator = new Migrator({ db: transaction, provider: { getMigrations } })
  const { error, results = [] } = await migrator.migrateUp()
  if (error) throw error
  return results.length > 0
}

/** Kysely would make it as well, but hides why it cannot: it asks on in a transaction that has failed. */
async function makeHistory(transaction: Transaction<Schema>): Promise<void> {
  const { rows } = await sql<{ is_there: boolean }>`
    select to_regclass('kysely_migration') is not null as is_there`.execute(transaction)
  if (rows[0]?.is_there) return
  await sql`create table kysely_migration (
    name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(transaction)
}

async function readMigrations(): Promise<Migrations> {
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

type Migrations = Record<string, Migration>

/**
 * What code of a later version has done, as migrations with nothing left to do: columns are added first and used later, so this
 * code works on with them. One that is unknown and not later stays unknown, and is refused.
 */
async function laterMigrations(
  transaction: Transaction<Schema>,
  known: Migrations,
): Promise<Migrations> {
  const newest = Object.keys(known).sort().at(-1) ?? ''
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(
    transaction,
  )
  const later = rows.map(({ name }) => name).filter((name) => name > newest)
  return Object.fromEntries(later.map((name) => [name, { up: async () => {} }]))
}
