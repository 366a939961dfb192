import { Queue } from 'bullmq'
import type { Connection } from './connection.ts'

export type LazyQueue = {
  /** Rejects while Redis is away. */
  get: () => Promise<Queue>
  close: () => Promise<void>
}

/** BullMQ asks Redis for its version when a queue is made, and never again: so it is made once Redis answers. */
export function createLazyQueue(name: string, connection: Connection): LazyQueue {
  let opening: Promise<Queue> | undefined
  return {
    get: () => {
      opening ??= open(name, connection).catch((error: unknown) => {
        opening = undefined
        throw error
      })
      return opening
    },
    close: async () => {
      const queue = await opening?.catch(() => undefined)
      await queue?.close()
    },
  }
}

async function open(name: string, { redis, prefix }: Connection): Promise<Queue> {
  if (redis.status !== 'ready') throw new Error('Redis is away')
  const queue = new Queue(name, { connection: redis, prefix })
  // The connection itself reports its errors.
  queue.on('error', () => {})
  await queue.waitUntilReady()
  return queue
}
