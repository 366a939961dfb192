import type { Health } from '@invoice-ml/contracts'
import type { Connection, WorkerRegistry } from '@invoice-ml/queue'
import { inTime, type Metrics } from '@invoice-ml/runtime'
import { type Backlog, type Database, readBacklog } from '@invoice-ml/storage'
import type { Disk } from './disk.ts'
import { remember } from './remember.ts'

type Dependencies = {
  database: Pick<Database, 'ping' | 'pool'>
  redis: Connection
  registry: Pick<WorkerRegistry, 'list'>
  /** The disk of the documents. */
  disk: () => Promise<Disk>
  /** As GET /health tells it. */
  health: () => Promise<Pick<Health, 'status'>>
  /** Asks the object store; undefined where files lie in a folder. */
  checkStore: (() => Promise<void>) | undefined
}

// All metrics of one scrape are told from one look.
const freshMs = 1_000
// A scrape waits for ten seconds.
const timeoutMs = 2_000

/** What belongs to no single process, told by every gateway alike: whoever asks several takes the largest. */
export function watchPlatform(metrics: Metrics, dependencies: Dependencies): void {
  const { database, redis, registry, disk, health, checkStore } = dependencies
  watchBacklog(
    metrics,
    remember(freshMs, () => readBacklog(database)),
  )
  watchDisk(metrics, disk)
  metrics.watched({
    name: 'accepting_documents',
    help: 'Whether documents are accepted: GET /health is not unhealthy; 1 or 0',
    read: async () => ((await health()).status === 'unhealthy' ? 0 : 1),
  })
  metrics.watched({
    name: 'workers_present',
    help: 'Inference workers that announce themselves',
    read: async () => (await registry.list()).length,
  })
  metrics.watched({
    name: 'dependency_up',
    help: 'Whether PostgreSQL, Redis and the object store answer: 1 or 0',
    labelNames: ['dependency'],
    read: () => {
      const told = [
        tell('postgres', () => database.ping()),
        tell('redis', () => redis.redis.ping()),
        ...(checkStore ? [tell('object_store', checkStore)] : []),
      ]
      return Promise.all(told)
    },
  })
}

function watchBacklog(metrics: Metrics, read: () => Promise<Backlog>): void {
  const perLane = async (key: 'jobs' | 'oldestSeconds') => {
    const { interactive, batch } = (await read()).waiting
    return [
      { labels: { priority: 'interactive' }, value: interactive[key] },
      { labels: { priority: 'batch' }, value: batch[key] },
    ]
  }
  metrics.watched({
    name: 'jobs_waiting',
    help: 'Accepted documents that nobody reads yet',
    labelNames: ['priority'],
    read: () => perLane('jobs'),
  })
  metrics.watched({
    name: 'jobs_oldest_waiting_seconds',
    help: 'For how long the oldest of them has waited; 0 when none does',
    labelNames: ['priority'],
    read: () => perLane('oldestSeconds'),
  })
  metrics.watched({
    name: 'jobs_processing',
    help: 'Documents that are being read',
    read: async () => (await read()).processing,
  })
  metrics.watched({
    name: 'documents_to_review',
    help: 'Completed documents that a person should look at',
    read: async () => (await read()).toReview,
  })
}

function watchDisk(metrics: Metrics, disk: () => Promise<Disk>): void {
  metrics.watched({
    name: 'disk_free_bytes',
    help: 'Free on the disk that holds the documents',
    read: async () => (await disk()).freeBytes,
  })
  metrics.watched({
    name: 'disk_size_bytes',
    help: 'Size of the disk that holds the documents',
    read: async () => (await disk()).sizeBytes,
  })
}

async function tell(dependency: string, ask: () => Promise<unknown>) {
  const value = await inTime(timeoutMs, ask).then(
    () => 1,
    () => 0,
  )
  return { labels: { dependency }, value }
}
