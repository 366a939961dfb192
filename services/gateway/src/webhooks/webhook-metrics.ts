import type { DeliveryStatus } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { Deliveries } from '@invoice-ml/storage'
import { remember } from '../remember.ts'

type Left = DeliveryStatus | 'test'

export type WebhookMetrics = {
  /** One attempt: how it left the delivery, or that it was a test of the endpoint, and the seconds it took. */
  sent: (left: Left, seconds: number) => void
}

// Both numbers of a scrape are told from one look.
const freshMs = 1_000

const outcomes: Record<Left, string> = {
  delivered: 'delivered',
  pending: 'retried',
  failed: 'failed',
  // Whoever asks for one sees its outcome: no event is lost with it.
  test: 'test',
}

/** What Prometheus is told of webhooks. */
export function createWebhookMetrics(
  metrics: Metrics,
  { countBacklog }: Pick<Deliveries, 'countBacklog'>,
): WebhookMetrics {
  const total = metrics.counter({
    name: 'webhook_deliveries_total',
    help: 'Attempts to deliver an event: delivered, to be retried, or failed for good; or a test',
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
    help: 'For how long the oldest delivery to a receiver that does not fail has been due; 0 when none is',
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
    sent: (left, seconds) => {
      total.inc({ outcome: outcomes[left] })
      duration.observe(seconds)
    },
  }
}
