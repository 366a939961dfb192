import { ProblemError, type QueueDefinition } from '@invoice-ml/contracts'
import type { Logger, Metrics } from '@invoice-ml/runtime'
import { type Job, UnrecoverableError, Worker } from 'bullmq'
import type { z } from 'zod'
import { type Connection, whenGone } from './connection.ts'

export type HandlerContext = {
  /** Aborts when the time of the queue is over, when the job is given to somebody else, and when Redis goes away while this stops. */
  signal: AbortSignal
  logger: Logger
  /** From 1. */
  attempt: number
  isLastAttempt: boolean
}

export type Handler<Payload> = (payload: Payload, context: HandlerContext) => Promise<void>

export type WorkerOptions<Payload extends z.ZodType> = {
  queue: QueueDefinition<Payload>
  connection: Connection
  concurrency: number
  handler: Handler<z.infer<Payload>>
  logger: Logger
  metrics: QueueMetrics
}

export type QueueMetrics = {
  /** Seconds a handler took, by queue and outcome. */
  duration: ReturnType<Metrics['histogram']>
}

/** The metrics that all workers of a process share. */
export function createQueueMetrics(metrics: Metrics): QueueMetrics {
  return {
    duration: metrics.histogram({
      name: 'job_duration_seconds',
      help: 'Time that a handler took',
      labelNames: ['queue', 'outcome'],
    }),
  }
}

export type QueueWorker = { start: () => void; isRunning: () => boolean; stop: () => Promise<void> }

// A worker that dies is noticed after its lock has lapsed, at the next look.
const lockDurationMs = 10_000
const stalledIntervalMs = 5_000
// A Redis that goes while the worker stops, as on a machine that is shut down, is not waited for any longer.
const goneMs = 5_000

/**
 * Handles a queue. A ProblemError below 500 fails at once, anything else is tried again with backoff. The handler is
 * given up, by its signal, after the queue's time.
 */
export function createWorker<Payload extends z.ZodType>(
  options: WorkerOptions<Payload>,
): QueueWorker {
  const { queue, connection, concurrency, logger } = options
  const ending = new AbortController()
  const work = (job: Job, _token?: string, cancelled?: AbortSignal) =>
    handle(job, cancelled ? AbortSignal.any([cancelled, ending.signal]) : ending.signal, options)
  const worker = new Worker(queue.name, work, {
    connection: connection.redis,
    prefix: connection.prefix,
    concurrency,
    autorun: false,
    lockDuration: lockDurationMs,
    stalledInterval: stalledIntervalMs,
    // A lost worker is no fault of the job; the row counts what is.
    maxStalledCount: 10,
  })
  // The connection itself reports its errors.
  worker.on('error', () => {})
  worker.on('stalled', (jobId) =>
    logger.warn('stalled job taken over', { queue: queue.name, jobId }),
  )
  worker.on('failed', (job, error) => {
    const { jobId, requestId } = job?.data ?? {}
    const facts = { queue: queue.name, jobId, requestId, attempt: job?.attemptsMade }
    logger.warn('attempt failed', { ...facts, error })
  })
  let run: Promise<void> | undefined
  return {
    start: () => {
      run = worker.run()
      run.catch((error: unknown) => logger.error('worker ended', { queue: queue.name, error }))
    },
    isRunning: () => worker.isRunning(),
    stop: async () => {
      // A goodbye to a Redis that is away would wait until it is back.
      if (connection.redis.status !== 'ready') return worker.close(true)
      const { gone, end } = whenGone(connection, goneMs)
      const closed = worker.close().then(() => run?.catch(() => {}))
      const isGone = await Promise.race([closed.then(() => false), gone.then(() => true)])
      end()
      if (!isGone) return
      ending.abort(new Error('Redis went away while the worker was stopping'))
      connection.redis.disconnect()
    },
  }
}

async function handle<Payload extends z.ZodType>(
  job: Job,
  givenUp: AbortSignal,
  { queue, handler, logger, metrics }: WorkerOptions<Payload>,
): Promise<void> {
  const payload = queue.payload.parse(job.data)
  const timeout = AbortSignal.timeout(queue.timeoutMs)
  const signal = AbortSignal.any([givenUp, timeout])
  const attempt = job.attemptsMade + 1
  const context = { signal, logger, attempt, isLastAttempt: attempt >= queue.attempts }
  const stopTimer = metrics.duration.startTimer({ queue: queue.name })
  try {
    await handler(payload, context)
    stopTimer({ outcome: 'completed' })
  } catch (error) {
    stopTimer({ outcome: 'failed' })
    if (error instanceof ProblemError && error.status < 500)
      throw new UnrecoverableError(error.code)
    throw error
  }
}
