import type { QueueDefinition } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import { Queue } from 'bullmq'
import type { z } from 'zod'
import type { Connection } from './connection.ts'

const states = ['waiting', 'prioritized', 'delayed', 'active', 'failed'] as const

/** Jobs by queue and state, counted when Prometheus asks. Returns how to stop. */
export function watchDepth(
  definitions: QueueDefinition<z.ZodType>[],
  { redis, prefix }: Connection,
  metrics: Metrics,
): () => Promise<void> {
  const queues = definitions.map(
    ({ name }) => new Queue(name, { connection: redis, prefix, skipWaitingForReady: true }),
  )
  for (const queue of queues) queue.on('error', () => {})
  const gauge = metrics.gauge({
    name: 'queue_jobs',
    help: 'Jobs in a queue, by state',
    labelNames: ['queue', 'state'],
    collect: async () => {
      if (redis.status !== 'ready') return
      for (const queue of queues) {
        const counts = await queue.getJobCounts(...states)
        for (const state of states) gauge.set({ queue: queue.name, state }, counts[state] ?? 0)
      }
    },
  })
  return async () => {
    await Promise.all(queues.map((queue) => queue.close()))
  }
}
