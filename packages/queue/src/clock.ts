import type { QueueDefinition } from '@invoice-ml/contracts'
import type { Logger } from '@invoice-ml/runtime'
import type { z } from 'zod'
import type { Connection } from './connection.ts'
import { createLazyQueue } from './lazy-queue.ts'
import { createWorker, type QueueMetrics } from './worker.ts'

export type ClockOptions = {
  queue: QueueDefinition<z.ZodObject>
  /** When: minute, hour, day, month, weekday, in UTC. */
  cron: string
  connections: { producers: Connection; workers: Connection }
  handler: () => Promise<void>
  logger: Logger
  metrics: QueueMetrics
}

export type Clock = { start: () => void; stop: () => Promise<void> }

const scheduler = 'clock'
const renewalMs = 60_000

/**
 * Calls a handler by the clock, once for all replicas. The clock is kept in Redis, so it is set again and again: when
 * Redis has lost everything it goes on within a minute.
 */
export function createClock(options: ClockOptions): Clock {
  const { queue, cron, connections, handler, logger, metrics } = options
  const lazy = createLazyQueue(queue.name, connections.producers)
  const worker = createWorker({
    queue,
    connection: connections.workers,
    concurrency: 1,
    handler,
    logger,
    metrics,
  })
  let timer: NodeJS.Timeout | undefined
  let setting: Promise<void> | undefined

  async function set(): Promise<void> {
    try {
      const opened = await lazy.get()
      const opts = { attempts: queue.attempts, removeOnComplete: true, removeOnFail: 100 }
      await opened.upsertJobScheduler(
        scheduler,
        { pattern: cron, tz: 'UTC' },
        { name: queue.name, data: {}, opts },
      )
    } catch (error) {
      logger.warn('clock not set', { queue: queue.name, error })
    }
  }

  function turn(afterMs: number): void {
    timer = setTimeout(() => {
      setting = set().finally(() => {
        if (timer) turn(renewalMs)
      })
    }, afterMs)
  }

  return {
    start: () => {
      worker.start()
      // A producer's connection is made in a moment.
      turn(1_000)
    },
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await setting
      await worker.stop()
      await lazy.close()
    },
  }
}
