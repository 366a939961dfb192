import { createHash } from 'node:crypto'
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'

export type Database = {
  query: Kysely<Schema>
  /** For statements prepared by name, none of which may return `*`. */
  pool: pg.Pool
  /**
   * Runs statements in one transaction and one round trip, so none may depend on what another returns. Resolves to the
   * rows of each; rejects with the first error, and then nothing has changed.
   */
  atomically: <Statements extends CompiledQuery[]>(
    ...statements: Statements
  ) => Promise<RowsOf<Statements>>
  /** Rejects when PostgreSQL does not answer. */
  ping: () => Promise<void>
  /**
   * Brings the tables up to date; safe when several processes do it at once. Tables that later code has brought further stay so.
   */
  migrate: () => Promise<void>
  close: () => Promise<void>
}

type RowsOf<Statements> = {
  [Index in keyof Statements]: Statements[Index] extends CompiledQuery<infer Row> ? Row[] : never
}

export type DatabaseOptions = {
  maxConnections?: number
  /** Told when an idle connection breaks; the pool opens another when one is needed. */
  onConnectionLost?: (error: Error) => void
  /** Told what PostgreSQL warns of, as when a migration could not do all that it wanted. */
  onWarning?: (message: string) => void
}

const queryTimeoutMs = 30_000

/** Settings are made by a statement: PgBouncer refuses a client that brings such ones along when it connects. */
const connectingTo = (connectionString: string, settings: Record<string, number>) => ({
  connectionString,
  connectionTimeoutMillis: 5_000,
  onConnect: async (client: pg.ClientBase) => {
    const all = Object.entries({ ...noticeLostClients, ...settings })
    await client.query(all.map(([name, value]) => `set ${name} = ${value}`).join('; '))
  },
})

/** A machine that disappears says no goodbye: what it has locked is free after a minute, not after the two hours of Linux. */
const noticeLostClients = {
  tcp_keepalives_idle: 20,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 60_000,
}

/** A bounded pool of connections. Nothing is opened before the first query. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    // A query that PostgreSQL never answers must not hold a connection for ever.
    ...connectingTo(url, { statement_timeout: queryTimeoutMs }),
    query_timeout: queryTimeoutMs,
    max: options.maxConnections ?? 10,
    keepAlive: true,
    // What is sent before the answer to what went before does not wait for it.
    pipeline: true,
  })
  pool.on('error', (error) => options.onConnectionLost?.(error))
  // The pool listens to idle connections only; one that breaks within a transaction must not end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  tellWarnings(pool, options.onWarning)
  const query = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    query,
    pool,
    atomically: (...statements) => atomically(pool, statements),
    ping: async () => {
      await pool.query('select 1')
    },
    migrate: async () => {
      // Over a connection of its own without time-outs: a large table takes its time.
      const own = new pg.Pool({ ...connectingTo(url, {}), max: 1 })
      tellWarnings(own, options.onWarning)
      await migrate(own)
    },
    close: async () => {
      await query.destroy()
      // Kysely lets go of the pool only when a query of its own has run.
      if (!pool.ended) await pool.end()
    },
  }
}

async function atomically<Statements extends CompiledQuery[]>(
  pool: pg.Pool,
  statements: Statements,
): Promise<RowsOf<Statements>> {
  const client = await pool.connect()
  const outcomes = await Promise.allSettled([
    client.query('begin'),
    ...statements.map((statement) => client.query(prepared(statement))),
    // After an error this rolls back.
    client.query('commit'),
  ])
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  // Whatever state a connection is in after an error, nobody else gets it.
  client.release(failed !== undefined)
  if (failed) throw failed.reason
  const rows = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.rows : []))
  return rows.slice(1, -1) as RowsOf<Statements>
}

/**
 * Under a name, a connection plans a statement once and not each time; the statements here are few and long. Each names its
 * columns: later code that adds one would change what `*` returns, and PostgreSQL refuses what it has planned otherwise.
 */
function prepared({ sql: text, parameters }: CompiledQuery): pg.QueryConfig {
  const name = createHash('sha256').update(text).digest('base64url')
  return { name, text, values: [...parameters] }
}

function tellWarnings(pool: pg.Pool, onWarning: DatabaseOptions['onWarning']): void {
  pool.on('connect', (client) =>
    client.on('notice', ({ severity, message }) => {
      if (severity === 'WARNING') onWarning?.(message ?? '')
    }),
  )
}
