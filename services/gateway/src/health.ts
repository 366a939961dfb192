import { statfs } from 'node:fs/promises'
import type { Health } from '@invoice-ml/contracts'
import type { Connection } from '@invoice-ml/queue'
import { inTime } from '@invoice-ml/runtime'
import type { Database } from '@invoice-ml/storage'
import { apiVersion } from './config.ts'
import type { PlatformState } from './platform-state.ts'

type Component = Health['components'][string]

export type HealthDependencies = {
  database: Pick<Database, 'ping'>
  redis: Connection
  state: Pick<PlatformState, 'workers'>
  blobDir: string
  /** Asks the object store; undefined where files lie in a folder. */
  checkStore: (() => Promise<void>) | undefined
}

const timeoutMs = 2_000
const lowDisk = 0.05
// A few large uploads and what PostgreSQL writes for them.
const fullDiskBytes = 1_000_000_000

/**
 * Unhealthy: documents are not accepted (PostgreSQL, the disk or the object store). Degraded: accepted, but they wait (Redis, workers) or are
 * read less well (no model, or not the one that is to serve).
 */
export async function readPlatformHealth(dependencies: HealthDependencies): Promise<Health> {
  const { database, redis, state, blobDir, checkStore } = dependencies
  const [postgres, queue, disk, store, workers] = await Promise.all([
    probe('unhealthy', () => database.ping()),
    probe('degraded', () => redis.redis.ping()),
    probeDisk(blobDir),
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
      detail: `${outdated} of the workers could not load the model that is to serve, and read with another`,
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

async function probeDisk(folder: string): Promise<Component> {
  let disk = { freeBytes: 0, freeShare: 0 }
  const answered = await probe('unhealthy', async () => {
    const { bavail, blocks, bsize } = await statfs(folder)
    disk = { freeBytes: bavail * bsize, freeShare: bavail / blocks }
  })
  if (answered.status !== 'healthy' || disk.freeShare >= lowDisk) return answered
  const status = disk.freeBytes > fullDiskBytes ? 'degraded' : 'unhealthy'
  return { ...answered, status, detail: 'less than 5 % of the disk is free' }
}
