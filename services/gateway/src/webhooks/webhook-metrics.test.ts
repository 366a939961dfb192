import { createMetrics } from '@invoice-ml/runtime'
import { expect, test } from 'vitest'
import { createWebhookMetrics } from './webhook-metrics.ts'

test('attempts are counted by what came of them, and what waits is shown', async () => {
  const metrics = createMetrics('test')
  const webhooks = createWebhookMetrics(metrics, {
    countBacklog: async () => ({ due: 3, later: 5, oldestDueSeconds: 12 }),
  })

  webhooks.sent('delivered', 0.1)
  webhooks.sent('pending', 2)
  webhooks.sent('failed', 2)
  webhooks.sent('test', 2)

  const text = await metrics.registry.metrics()
  for (const outcome of ['delivered', 'retried', 'failed', 'test'])
    expect(text).toMatch(
      new RegExp(`^invoiceml_webhook_deliveries_total\\{outcome="${outcome}".*\\} 1$`, 'm'),
    )
  expect(text).toMatch(/^invoiceml_webhook_delivery_duration_seconds_count\{.*\} 4$/m)
  expect(text).toMatch(/^invoiceml_webhook_backlog\{when="due".*\} 3$/m)
  expect(text).toMatch(/^invoiceml_webhook_backlog\{when="later".*\} 5$/m)
  expect(text).toMatch(/^invoiceml_webhook_oldest_due_seconds\{.*\} 12$/m)
})

test('while PostgreSQL is away the other numbers are still told', async () => {
  const metrics = createMetrics('test')
  createWebhookMetrics(metrics, { countBacklog: () => Promise.reject(new Error('away')) })

  const text = await metrics.registry.metrics()

  expect(text).not.toMatch(/^invoiceml_webhook_backlog\{/m)
  expect(text).toMatch('process_cpu_seconds_total')
})
