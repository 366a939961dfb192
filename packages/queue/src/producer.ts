import type { Priority, QueueDefinition } from '@invoice-ml/contracts'
import type { z } from 'zod'
import type { Connection } from './connection.ts'
import { createLazyQueue } from './lazy-queue.ts'

export type Producer<Payload extends z.ZodType> = {
  /** Adds a checked payload; one with the same key that waits or runs is enough. Rejects when Redis is away. */
  add: (payload: z.infer<Payload>, options?: { priority?: Priority }) => Promise<void>
  addMany: (entries: { payload: z.infer<Payload>; priority?: Priority }[]) => Promise<void>
  /** Jobs that wait, whatever their priority. */
  countWaiting: () => Promise<number>
  close: () => Promise<void>
}

// BullMQ's numbers: smaller goes first, and none goes before all.
const priorities: Record<Priority, number> = { interactive: 1, batch: 10 }

/** Adds to a queue. */
export function createProducer<Payload extends z.ZodType>(
  definition: QueueDefinition<Payload>,
  connection: Connection,
): Producer<Payload> {
  const lazy = createLazyQueue(definition.name, connection)
  const toJob = (payload: z.infer<Payload>, priority: Priority = 'interactive') => {
    const data = definition.payload.parse(payload)
    return {
      name: definition.name,
      data,
      opts: {
        deduplication: { id: definition.key(data) },
        attempts: definition.attempts,
        backoff: { type: 'exponential', delay: definition.backoffMs },
        priority: priorities[priority],
        removeOnComplete: true,
        removeOnFail: { age: 24 * 3_600, count: 1_000 },
      },
    }
  }
  return {
    add: async (payload, { priority } = {}) => {
      const { name, data, opts } = toJob(payload, priority)
      const queue = await lazy.get()
      await queue.add(name, data, opts)
    },
    addMany: async (entries) => {
      const queue = await lazy.get()
      await queue.addBulk(entries.map(({ payload, priority }) => toJob(payload, priority)))
    },
    countWaiting: async () => {
      const queue = await lazy.get()
      const counts = await queue.getJobCounts('waiting', 'prioritized', 'delayed')
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    },
    close: lazy.close,
  }
}
