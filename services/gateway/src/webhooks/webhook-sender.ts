import { webhookQueue } from '@invoice-ml/contracts'
import {
  type Connection,
  createProducer,
  createQueueMetrics,
  createSweep,
  createWorker,
  watchDepth,
} from '@invoice-ml/queue'
import { type Logger, type Metrics, recur, type Settings, type Tracer } from '@invoice-ml/runtime'
import type { Deliveries, Jobs, Webhooks } from '@invoice-ml/storage'
import type { AddressGuard } from './address-guard.ts'
import { deliver } from './deliver.ts'
import { createSend } from './send.ts'
import { createWebhookMetrics } from './webhook-metrics.ts'

export type WebhookSender = {
  start: () => void
  /** Something is due now. */
  hurry: () => void
  stop: () => Promise<void>
}

export type WebhookSenderOptions = {
  deliveries: Deliveries
  webhooks: Webhooks
  jobs: Pick<Jobs, 'find'>
  guard: AddressGuard
  settings: Settings['webhooks']
  /** Of producers, and of workers. */
  connections: { producers: Connection; workers: Connection }
  /** Aborts when the gateway stops. */
  stopping: AbortSignal
  logger: Logger
  metrics: Metrics
  tracer: Tracer
}

// They mostly wait for an answer.
const concurrency = 64
const pruneMs = 600_000

/** Sends what is due, in every gateway: the rows are found by a sweep, and shared out by a queue of their own. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { deliveries, guard, settings, connections, logger, metrics } = options
  const producer = createProducer(webhookQueue, connections.producers)
  const sweep = createSweep({
    name: 'webhooks-alive',
    connection: connections.producers,
    take: deliveries.takeDue,
    takeAllAgain: deliveries.strandAll,
    giveBack: deliveries.strand,
    add: (rows) => producer.addMany(rows.map(({ id }) => ({ payload: { deliveryId: id } }))),
    logger: logger.child({ queue: webhookQueue.name }),
  })
  const worker = createWorker({
    queue: webhookQueue,
    connection: connections.workers,
    concurrency,
    handler: deliver({
      ...options,
      send: createSend(guard, settings.timeout_seconds * 1_000),
      metrics: createWebhookMetrics(metrics, deliveries),
      onSent: sweep.hurry,
    }),
    logger,
    metrics: createQueueMetrics(metrics),
  })
  const stopWatching = watchDepth([webhookQueue], connections.producers, metrics)

  async function prune(): Promise<void> {
    const count = await deliveries.prune(settings.log_days)
    if (count > 0) logger.info('old deliveries erased', { count })
  }

  const pruning = recur(pruneMs, prune, (error) => logger.warn('deliveries not pruned', { error }))
  return {
    start: () => {
      worker.start()
      sweep.start()
      pruning.start()
    },
    hurry: sweep.hurry,
    stop: async () => {
      await pruning.stop()
      await sweep.stop()
      await worker.stop()
      await stopWatching()
      await producer.close()
    },
  }
}
