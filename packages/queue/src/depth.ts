import type { QueueDefinition } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { z } from 'zod'
import type { Connection } from './connection.ts'
import { createLazyQueue, type LazyQueue } from './lazy-queue.ts'

const states = ['waiting', 'prioritized', 'delayed', 'active', 'failed'] as const

/** Jobs by queue and state, counted when Prometheus asks. Returns how to stop. */
export function watchDepth(
  definitions: QueueDefinition<z.ZodType>[],
  connection: Connection,
  metrics: Metrics,
): () => Promise<void> {
  const queues = definitions.map(({ name }) => createLazyQueue(name, connection))
  const count = async (lazy: LazyQueue) => {
    const queue = await lazy.get()
    const counts = await queue.getJobCounts(...states)
    return states.map((state) => ({
      labels: { queue: queue.name, state },
      value: counts[state] ?? 0,
    }))
  }
  metrics.watched({
    name: 'queue_jobs',
    help: 'Jobs in a queue, by state',
    labelNames: ['queue', 'state'],
    read: async () => (await Promise.all(queues.map(count))).flat(),
  })
  return async () => {
    await Promise.all(queues.map((queue) => queue.close()))
  }
}
