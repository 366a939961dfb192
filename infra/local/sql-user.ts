// `npm run sql-user -- NAME`: an account that may read the views of docs/sql.md and nothing else. On the private
// PostgreSQL of `npm start`, which must be running, or on the one of DATABASE_URL.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { placeOf } from './paths.ts'
import { preparePostgresHome } from './postgres-home.ts'
import { readSecrets } from './secrets.ts'

const [name = ''] = process.argv.slice(2)
if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) {
  process.stderr.write('Say a name of small letters, digits and _: npm run sql-user -- erp\n')
  process.exit(2)
}

const url = new URL(process.env.DATABASE_URL || privateUrl())
const password = randomBytes(24).toString('hex')
// The name has been checked, and the password is made of hexadecimal digits.
const statement = `create role ${name} login password '${password}' in role invoice_ml_reader`
const client = new pg.Client({ connectionString: url.href })
try {
  await client.connect()
  await client.query(statement)
  process.stdout.write(`${addressOfReader()}\n`)
} catch (error) {
  process.stderr.write(`${isRefused(error) ? adviceForOwner() : wordsOf(error)}\n`)
  process.exitCode = 1
} finally {
  await client.end()
}

function addressOfReader(): string {
  return Object.assign(new URL(url), { username: name, password }).href
}

/** insufficient_privilege */
function isRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '42501'
}

function adviceForOwner(): string {
  return [
    `PostgreSQL lets ${url.username} make no accounts. As root on its machine:`,
    '',
    `  cd / && su postgres -c "psql -c \\"${statement}\\""`,
    '',
    'The account is then reached as',
    '',
    `  ${addressOfReader()}`,
  ].join('\n')
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Of the owner of the private PostgreSQL: the services' own account makes no roles. */
function privateUrl(): string {
  const dataDir = placeOf('DATA_DIR', 'data')
  const { dataDir: home } = preparePostgresHome(join(dataDir, 'postgres'))
  const { postgresOwner } = readSecrets(dataDir)
  // PostgreSQL writes its port into the fourth line.
  const port = readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://postgres:${postgresOwner}@127.0.0.1:${port}/invoice`
}
