import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase } from '@invoice-ml/storage'
import type { Child, Watcher } from './child.ts'
import { freePorts } from './ports.ts'
import { createPostgres, createRolesAndDatabase, isReachable, postgresUrl } from './postgres.ts'
import { answersPing, createRedis } from './redis.ts'
import { readSecrets } from './secrets.ts'

type Options = {
  dataDir: string
  logDir: string
  redisUrl?: string | undefined
  databaseUrl?: string | undefined
  isDurable: boolean
  /** Where free ports are looked for; whoever starts beside others looks where they do not. */
  firstStorePorts?: { postgres: number; redis: number } | undefined
  say: (line: string) => void
  watcher: Watcher
}

/** Redis and PostgreSQL, ready to use. */
export type Stores = { redisUrl: string; databaseUrl: string; children: Child[] }

/** Starts the stores that no address is given for, checks the others, and brings the tables up to date. */
export async function startStores(options: Options): Promise<Stores> {
  const children: Child[] = []
  try {
    const [redisUrl, databaseUrl] = await Promise.all([
      useRedis(options, children),
      usePostgres(options, children),
    ])
    options.say('Bringing the database up to date')
    const database = createDatabase(databaseUrl, { maxConnections: 1, onWarning: options.say })
    await database.migrate().finally(() => database.close())
    return { redisUrl, databaseUrl, children }
  } catch (error) {
    await Promise.all(children.map((child) => child.stop()))
    throw error
  }
}

async function useRedis(options: Options, children: Child[]): Promise<string> {
  const { dataDir, logDir, redisUrl, isDurable, say, watcher } = options
  if (redisUrl !== undefined) {
    // Over TLS, by sentinels, and with a user's name, the services themselves will tell.
    if (!redisUrl.startsWith('redis://')) return redisUrl
    const { hostname, port, password, username } = new URL(redisUrl)
    if (username !== '') return redisUrl
    if (await answersPing(hostname, Number(port || 6379), decodeURIComponent(password)))
      return redisUrl
    throw new Error(`The Redis of REDIS_URL does not answer (${hostname}:${port || 6379})`)
  }
  say('Starting Redis')
  const [port = 0] = await freePorts(1, (options.firstStorePorts ?? usualPorts).redis)
  const logFile = join(logDir, 'redis.log')
  const password = readSecrets(dataDir).redis
  const redis = createRedis(
    { dir: join(dataDir, 'redis'), port, password, logFile, isDurable },
    watcher,
  )
  children.push(redis.child)
  await redis.child.start()
  return redis.url
}

const usualPorts = { postgres: 15_432, redis: 16_379 }

const portFile = (dataDir: string) => join(dataDir, 'postgres.port')

/** Where the private PostgreSQL of the platform that runs here is. Throws when that platform has none. */
export function runningPostgresUrl(dataDir: string): string {
  const file = portFile(dataDir)
  if (!existsSync(file))
    throw new Error(
      'The platform that runs here is still starting: try again once it is ready. Or it uses another PostgreSQL: set DATABASE_URL here too',
    )
  return postgresUrl(Number(readFileSync(file, 'utf8')), readSecrets(dataDir))
}

/** Starts PostgreSQL, unless an address is given for it. Adds what it has started to `children`. Returns the address. */
export async function usePostgres(options: Options, children: Child[]): Promise<string> {
  const { dataDir, logDir, databaseUrl, isDurable, say, watcher } = options
  rmSync(portFile(dataDir), { force: true })
  if (databaseUrl !== undefined) {
    if (await isReachable(databaseUrl)) return databaseUrl
    const { hostname, port, pathname } = new URL(databaseUrl)
    throw new Error(
      `The PostgreSQL of DATABASE_URL does not answer (${hostname}:${port || 5432}${pathname})`,
    )
  }
  say('Starting PostgreSQL')
  const [port = 0] = await freePorts(1, (options.firstStorePorts ?? usualPorts).postgres)
  const secrets = readSecrets(dataDir)
  const dir = join(dataDir, 'postgres')
  const logFile = join(logDir, 'postgres.log')
  const postgres = createPostgres({ dir, port, secrets, logFile, isDurable }, watcher)
  if (!postgres.dataDir.startsWith(dir)) {
    say(`Its data lies in ${postgres.dataDir}: the account it runs under cannot reach ${dataDir}`)
  }
  children.push(postgres.child)
  await postgres.child.start()
  await createRolesAndDatabase(port, secrets)
  writeFileSync(portFile(dataDir), `${port}`)
  return postgres.url
}
