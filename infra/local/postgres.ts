import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createChild, type Watcher } from './child.ts'
import { type PostgresHome, preparePostgresHome } from './postgres-home.ts'
import type { Server } from './redis.ts'
import type { Secrets } from './secrets.ts'

type Options = {
  dir: string
  port: number
  secrets: Secrets
  logFile: string
  /** False for tests: what is written need not survive the machine. */
  isDurable: boolean
}

/** A PostgreSQL of our own: loopback, passwords, its data under `dir`. */
export function createPostgres(options: Options, watcher: Watcher): Server & { dataDir: string } {
  const { dir, port, secrets, logFile, isDurable } = options
  const home = preparePostgresHome(dir)
  const dataDir = join(home.dataDir, 'cluster')
  initialise(home, dataDir, secrets.postgresOwner, isDurable)
  const child = createChild(
    {
      name: 'postgres',
      command: join(home.binDir, 'postgres'),
      args: ['-D', dataDir, ...settings(port, isDurable)],
      env: { LC_MESSAGES: 'C' },
      account: home.account,
      logFile,
      // "Fast": open transactions are rolled back, then it ends.
      stopSignal: 'SIGINT',
      // It writes down what it holds; cut short, it would have to recover at the next start.
      stopTimeoutMs: 300_000,
      isReady: () => probe(address('postgres', secrets.postgresOwner, port, 'postgres')),
      readyTimeoutMs: 60_000,
    },
    watcher,
  )
  return { url: postgresUrl(port, secrets), child, dataDir }
}

/** Where the services find their database. */
export function postgresUrl(port: number, secrets: Secrets): string {
  return address('invoice', secrets.postgres, port, 'invoice')
}

/**
 * Makes the roles and the database, unless they are there. The role of the services is no superuser and makes no roles, so
 * the one that ERPs read by is made here.
 */
export async function createRolesAndDatabase(port: number, secrets: Secrets): Promise<void> {
  const url = address('postgres', secrets.postgresOwner, port, 'postgres')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const role = await client.query("select 1 from pg_roles where rolname = 'invoice'")
    if (role.rowCount === 0) {
      await client.query(`create role invoice login createdb password '${secrets.postgres}'`)
    }
    const reader = await client.query("select 1 from pg_roles where rolname = 'invoice_ml_reader'")
    if (reader.rowCount === 0) {
      await client.query('create role invoice_ml_reader nologin')
      await client.query('grant invoice_ml_reader to invoice')
    }
    const database = await client.query("select 1 from pg_database where datname = 'invoice'")
    if (database.rowCount === 0) await client.query('create database invoice owner invoice')
  } finally {
    await client.end()
  }
}

/** Whether a PostgreSQL answers there. */
export async function isReachable(url: string): Promise<boolean> {
  return (await probe(url)) === true
}

/** Whether it answers there, or says that it still starts or recovers. */
export async function probe(url: string): Promise<boolean | 'recovering'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    // cannot_connect_now
    return error instanceof pg.DatabaseError && error.code === '57P03' ? 'recovering' : false
  } finally {
    await client.end().catch(() => {})
  }
}

function address(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

function settings(port: number, isDurable: boolean): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Makes the cluster, whole or not at all: a start that was interrupted leaves nothing half made. */
function initialise(home: PostgresHome, dataDir: string, password: string, isDurable: boolean) {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return
  rmSync(dataDir, { recursive: true, force: true })
  const secretDir = mkdtempSync(join(tmpdir(), 'invoice-ml-'))
  const partial = `${dataDir}.new`
  try {
    const passwordFile = join(secretDir, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    for (const path of [secretDir, passwordFile]) {
      if (home.account !== undefined) chownSync(path, home.account.uid, home.account.gid)
    }
    rmSync(partial, { recursive: true, force: true })
    const args = [
      `--pgdata=${partial}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(isDurable ? [] : ['--no-sync']),
    ]
    const result = spawnSync(join(home.binDir, 'initdb'), args, {
      ...home.account,
      cwd: home.dataDir,
      env: { ...process.env, LC_ALL: 'C' },
      encoding: 'utf8',
    })
    if (result.status !== 0) {
      throw new Error(
        `PostgreSQL could not be set up in ${dataDir}\n${result.error ?? result.stderr}`,
      )
    }
    renameSync(partial, dataDir)
  } finally {
    rmSync(secretDir, { recursive: true, force: true })
  }
}
