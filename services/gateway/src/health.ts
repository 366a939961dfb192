import type { Health } from '@invoice-ml/contracts'
import type { Connection } from '@invoice-ml/queue'
import { inTime } from '@invoice-ml/runtime'
import type { Database } from '@invoice-ml/storage'
import { apiVersion } from './config.ts'
import { type Disk, isFull, isLow } from './disk.ts'
import type { PlatformState } from './platform-state.ts'

type Component = Health['components'][string]

export type HealthDependencies = {
  database: Pick<Database, 'ping'>
  redis: Connection
  state: Pick<PlatformState, 'workers'>
  /** The disk of the documents. */
  disk: () => Promise<Disk>
  /** Asks the object store; undefined where files lie in a folder. */
  checkStore: (() => Promise<void>) | undefined
}

const timeoutMs = 2_000

/**
 * Unhealthy: documents are not accepted (PostgreSQL, the disk or the object store). Degraded: accepted, but they wait (Redis, workers) or are
 * read less well (no model, or not the one that is to serve).
 */
export async function readPlatformHealth(dependencies: HealthDependencies): Promise<Health> {
  const { database, redis, state, checkStore } = dependencies
  const [postgres, queue, disk, store, workers] = await Promise.all([
    probe('unhealthy', () => database.ping()),
    probe('degraded', () => redis.redis.ping()),
    probeDisk(dependencies.disk),
    checkStore && probe('unhealthy', checkStore),
    state.workers().catch(() => []),
  ])
  const [worker] = workers
  const isModelLoaded = workers.some(({ provider }) => provider !== undefined)
  const outdated = workers.filter(({ isModelOutdated }) => isModelOutdated).length
  const components: Record<string, Component> = {
    postgres,
    redis: queue,
    disk,
    ...(store && { object_store: store }),
    workers: worker
      ? { status: 'healthy', detail: `${workers.length} present` }
      : { status: 'degraded', detail: 'no worker is present: documents wait' },
    model: modelHealth(isModelLoaded, outdated),
  }
  const providers = workers.flatMap(({ provider }) => provider ?? [])
  return {
    status: worst(Object.values(components)),
    version: apiVersion,
    model_loaded: isModelLoaded,
    model_version: worker?.modelVersion ?? null,
    execution_providers: [...new Set(providers)],
    uptime_seconds: Math.floor(process.uptime()),
    components,
  }
}

function modelHealth(isLoaded: boolean, outdated: number): Component {
  if (!isLoaded)
    return { status: 'degraded', detail: 'no detector is loaded: words alone are read' }
  if (outdated > 0)
    return {
      status: 'degraded',
      detail: `${outdated} of the workers could not load the model that is to serve, and read with what they had`,
    }
  return { status: 'healthy' }
}

function worst(components: Component[]): Health['status'] {
  const statuses = components.map(({ status }) => status)
  if (statuses.includes('unhealthy')) return 'unhealthy'
  return statuses.includes('degraded') ? 'degraded' : 'healthy'
}

async function probe(
  otherwise: 'unhealthy' | 'degraded',
  ask: () => Promise<unknown>,
): Promise<Component> {
  const startedAt = performance.now()
  try {
    await inTime(timeoutMs, ask)
    return { status: 'healthy', latency_ms: Math.round(performance.now() - startedAt) }
  } catch {
    // Anybody may read this: where the part is, and why it does not answer, stands in the log.
    return { status: otherwise, detail: 'no answer' }
  }
}

async function probeDisk(readDisk: () => Promise<Disk>): Promise<Component> {
  let disk: Disk | undefined
  const answered = await probe('unhealthy', async () => {
    disk = await readDisk()
  })
  if (!disk || !isLow(disk)) return answered
  return isFull(disk)
    ? { ...answered, status: 'unhealthy', detail: 'the disk is full: no document is accepted' }
    : { ...answered, status: 'degraded', detail: 'less than 5 % of the disk is free' }
}
