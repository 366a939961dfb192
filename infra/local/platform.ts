import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { placePage } from './build-page.ts'
import { type Child, type ChildEvent, createChild, type Watcher } from './child.ts'
import { placeOf } from './paths.ts'
import { planServices, urlOf } from './plan-services.ts'
import { isFree } from './ports.ts'
import { writePrometheusTargets } from './prometheus-targets.ts'
import { type RunState, takeRunState } from './run-state.ts'
import { readSecrets } from './secrets.ts'
import { describeService, optionalServices, type ServiceName } from './services.ts'
import { type Stores, startStores } from './stores.ts'

export type PlatformOptions = {
  /** Everything that must survive a restart: PostgreSQL, Redis, uploaded files. */
  dataDir: string
  logDir: string
  host: string
  /** Where each gateway listens; more than one makes replicas. */
  ports: number[]
  /** Where the dashboard listens, when it is among the services. */
  dashboardPort?: number | undefined
  /** The admin ports of the services, counted up from here. */
  firstAdminPort: number
  /** One that is named twice runs twice. */
  services: ServiceName[]
  /** Goes before what every service is given otherwise. */
  env?: NodeJS.ProcessEnv
  /** Used instead of private ones. */
  redisUrl?: string | undefined
  databaseUrl?: string | undefined
  /** How the services get to the stores, if not directly. */
  route?: ((stores: StoreUrls) => Promise<StoreUrls>) | undefined
  isDurable: boolean
  /** Where the ports of private stores are looked for, if not at the usual ones. */
  firstStorePorts?: { postgres: number; redis: number } | undefined
  /** Start a service anew whenever its source changes. */
  reload?: boolean
  /** Told what is being done, a line at a time. */
  say: (line: string) => void
  onEvent: (event: ChildEvent) => void
}

/** Addresses of the stores. */
export type StoreUrls = { redisUrl: string; databaseUrl: string }

export type Platform = {
  /** The address of each gateway. */
  urls: string[]
  /** The page of the dashboard; undefined when it does not run. */
  dashboardUrl: string | undefined
  redisUrl: string
  databaseUrl: string
  adminUrl: (name: string) => string
  /** Names of everything that runs: redis, postgres, gateway, gateway-2, inference-worker … */
  names: string[]
  pid: (name: string) => number | undefined
  /** Sends a signal to one process; if it dies of it, it is restarted. */
  kill: (name: string, signal: NodeJS.Signals) => void
  /** Ends everything, what faces the public first, what holds data last. */
  stop: () => Promise<void>
}

/**
 * Starts the whole platform as processes of this machine and waits until every part is ready.
 * @throws AlreadyRunning, and Error when a port is taken or a part does not start; nothing is left running then.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { dataDir, logDir, host, ports, services, say, reload = false } = options
  const { route = async (direct: StoreUrls) => direct } = options
  const places = planServices(options)
  const url = urlOf(host, ports[0])
  mkdirSync(dataDir, { recursive: true })
  // PostgreSQL may run under another account and has to pass through here; what lies inside is closed to others.
  chmodSync(dataDir, 0o711)
  mkdirSync(logDir, { recursive: true })
  const state = await takeRunState(join(dataDir, 'run.json'), url, {
    onLeftover: (names) => say(`Ended what a killed run had left behind: ${names.join(', ')}`),
    onUnwritten: (error) => say(`What runs could not be noted in ${dataDir}: ${error}`),
  })
  const started: Child[] = []
  let stores: Stores | undefined
  const watcher: Watcher = { onEvent: options.onEvent, onPid: state.note }
  try {
    await refuseTakenPorts(places.flatMap((place) => place.listensOn))
    if (services.includes('dashboard')) placePage(say)
    stores = await startStores({ ...options, watcher })
    writePrometheusTargets(dataDir, places)
    const trainer = places.find(({ service }) => service === 'trainer')
    const env = {
      ...environment(dataDir, await route(stores)),
      ...options.env,
      ...(trainer
        ? { TRAINER_URL: options.env?.TRAINER_URL || `http://127.0.0.1:${trainer.adminPort}` }
        : {}),
    }
    const children = places.map(({ env: own, ...place }) =>
      createChild(describeService({ ...place, env: { ...env, ...own }, logDir, reload }), watcher),
    )
    say(`Starting ${children.map((child) => child.name).join(', ')}`)
    started.push(...children)
    await allOrFirstError(children.map((child) => startChild(child, say)))
  } catch (error) {
    await stopAll(started, stores, state)
    throw error
  }

  const children = [...stores.children, ...started]
  const find = (name: string) => children.find((child) => child.name === name)
  return {
    urls: ports.map((port) => urlOf(host, port)),
    dashboardUrl: services.includes('dashboard')
      ? `${urlOf(host, options.dashboardPort)}/dashboard`
      : undefined,
    redisUrl: stores.redisUrl,
    databaseUrl: stores.databaseUrl,
    adminUrl: (name) => {
      const place = places.find((candidate) => candidate.name === name)
      return `http://127.0.0.1:${place?.adminPort}`
    },
    names: children.map((child) => child.name),
    pid: (name) => find(name)?.pid(),
    kill: (name, signal) => find(name)?.kill(signal),
    stop: () => stopAll(started, stores, state),
  }
}

function environment(dataDir: string, stores: StoreUrls): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    DASHBOARD_SECRET: process.env.DASHBOARD_SECRET || readSecrets(dataDir).dashboard,
    BLOB_DIR: join(dataDir, 'blobs'),
    TRAINING_DIR: join(dataDir, 'training'),
    MODEL_DIR: placeOf('MODEL_DIR', 'models'),
    INVOICE_SETTINGS: placeOf('INVOICE_SETTINGS', 'config/settings.yaml'),
  }
}

async function refuseTakenPorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (await isFree(port)) continue
    throw new Error(
      [
        `Port ${port} is taken by another program; nothing was started.`,
        '  another port for the API:       INVOICE_API__PORT=8010 npm start',
        '  another port for the dashboard: INVOICE_DASHBOARD__PORT=8011 npm start',
        '  other ports for the probes:     ADMIN_PORT=9200 npm start   (that one and those after it)',
      ].join('\n'),
    )
  }
}

/** Starts a part; one that the platform does not need may fail. */
async function startChild(child: Child, say: (line: string) => void): Promise<void> {
  try {
    await child.start()
  } catch (error) {
    if (!optionalServices.includes(child.name)) throw error
    say(
      `${child.name} does not start, the rest does: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Waits for all to settle, so that nothing starts after the clean-up; then says the first error. */
async function allOrFirstError(tasks: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(tasks)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function stopAll(services: Child[], stores: Stores | undefined, state: RunState) {
  const isDoor = (child: Child) => child.name.startsWith('gateway')
  await Promise.all(services.filter(isDoor).map((child) => child.stop()))
  await Promise.all(services.filter((child) => !isDoor(child)).map((child) => child.stop()))
  await Promise.all(stores?.children.map((child) => child.stop()) ?? [])
  state.release()
}
