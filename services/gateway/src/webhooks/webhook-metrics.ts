import type { DeliveryStatus } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { Deliveries } from '@invoice-ml/storage'

export type WebhookMetrics = {
  /** One attempt: how it left the delivery, and the seconds it took. */
  sent: (status: DeliveryStatus, seconds: number) => void
}

const outcomes: Record<DeliveryStatus, string> = {
  delivered: 'delivered',
  pending: 'retried',
  failed: 'failed',
}

/** What Prometheus is told of webhooks. */
export function createWebhookMetrics(
  metrics: Metrics,
  { countBacklog }: Pick<Deliveries, 'countBacklog'>,
): WebhookMetrics {
  const total = metrics.counter({
    name: 'webhook_deliveries_total',
    help: 'Attempts to deliver an event: delivered, to be retried, or failed for good',
    labelNames: ['outcome'],
  })
  const duration = metrics.histogram({
    name: 'webhook_delivery_duration_seconds',
    help: 'Time from the look-up of the host to the end of the answer',
  })
  const backlog = metrics.gauge({
    name: 'webhook_backlog',
    help: 'Deliveries that wait: due now, or later for another try',
    labelNames: ['when'],
    collect: async () => {
      // While PostgreSQL is away, no number is better than an old one.
      backlog.reset()
      const counts = await countBacklog().catch(() => undefined)
      if (!counts) return
      backlog.set({ when: 'due' }, counts.due)
      backlog.set({ when: 'later' }, counts.later)
    },
  })
  return {
    sent: (status, seconds) => {
      total.inc({ outcome: outcomes[status] })
      duration.observe(seconds)
    },
  }
}
