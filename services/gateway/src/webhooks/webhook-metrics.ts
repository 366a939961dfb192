import type { DeliveryStatus } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { Deliveries } from '@invoice-ml/storage'
import { remember } from '../remember.ts'

export type WebhookMetrics = {
  /** One attempt: how it left the delivery, and the seconds it took. */
  sent: (status: DeliveryStatus, seconds: number) => void
}

// Both numbers of a scrape are told from one look.
const freshMs = 1_000

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
  for (const outcome of Object.values(outcomes)) total.inc({ outcome }, 0)
  const count = remember(freshMs, countBacklog)
  metrics.watched({
    name: 'webhook_oldest_due_seconds',
    help: 'For how long the oldest delivery that may be sent has been due; 0 when none is',
    read: async () => (await count()).oldestDueSeconds,
  })
  metrics.watched({
    name: 'webhook_backlog',
    help: 'Deliveries that wait: due now, or later for another try',
    labelNames: ['when'],
    read: async () => {
      const { due, later } = await count()
      return [
        { labels: { when: 'due' }, value: due },
        { labels: { when: 'later' }, value: later },
      ]
    },
  })
  return {
    sent: (status, seconds) => {
      total.inc({ outcome: outcomes[status] })
      duration.observe(seconds)
    },
  }
}
