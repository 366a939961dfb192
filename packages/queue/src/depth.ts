import type { QueueDefinition } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { z } from 'zod'
import type { Connection } from './connection.ts'
import { createLazyQueue } from './lazy-queue.ts'

const states = ['waiting', 'prioritized', 'delayed', 'active', 'failed'] as const

/** Jobs by queue and state, counted when Prometheus asks. Returns how to stop. */
export function watchDepth(
  definitions: QueueDefinition<z.ZodType>[],
  connection: Connection,
  metrics: Metrics,
): () => Promise<void> {
  const queues = definitions.map(({ name }) => createLazyQueue(name, connection))
  const gauge = metrics.gauge({
    name: 'queue_jobs',
    help: 'Jobs in a queue, by state',
    labelNames: ['queue', 'state'],
    collect: async () => {
      // While Redis is away, no number is better than an old one.
      gauge.reset()
      if (connection.redis.status !== 'ready') return
      for (const lazy of queues) {
        const queue = await lazy.get()
        const counts = await queue.getJobCounts(...states)
        for (const state of states) gauge.set({ queue: queue.name, state }, counts[state] ?? 0)
      }
    },
  })
  return async () => {
    await Promise.all(queues.map((queue) => queue.close()))
  }
}
