import { type OpenSpan, Settings } from '@invoice-ml/runtime'
import type { StoredDelivery, StoredWebhook } from '@invoice-ml/storage'
import { expect, test } from 'vitest'
import { type DeliverDependencies, deliver } from './deliver.ts'

const now = new Date('2026-01-15T10:30:00Z')

const delivery: StoredDelivery = {
  id: 'dlv_1',
  webhookId: 'whk_1',
  jobId: 'job_1',
  requestId: 'req_of_the_upload',
  traceparent: undefined,
  event: 'extraction.completed',
  url: undefined,
  facts: {},
  status: 'pending',
  attempts: 0,
  tries: 0,
  nextAttemptAt: now,
  log: [],
  occurredAt: now,
}

const webhook: StoredWebhook = {
  id: 'whk_1',
  kind: 'endpoint',
  url: 'https://erp.example.com/hook',
  events: [],
  description: undefined,
  includeResult: true,
  headers: {},
  ca: undefined,
  secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  previousSecretExpiresAt: undefined,
  enabled: true,
  disabledReason: undefined,
  disabledAt: undefined,
  failingSince: undefined,
  createdAt: now,
  updatedAt: now,
}

/** A gateway that sends this one delivery; what it logged, and what came of its span. */
function gateway(own: Partial<DeliverDependencies> = {}) {
  const lines: unknown[] = []
  const steps: string[] = []
  const write = (message: string, facts?: object) => lines.push({ message, ...facts })
  const logger = { error: write, warn: write, info: write, debug: write, child: () => logger }
  const span: OpenSpan = {
    traceparent: undefined,
    note: () => {},
    fail: (reason) => steps.push(reason),
    end: () => steps.push('ended'),
  }
  const handler = deliver({
    deliveries: { claim: async () => delivery, release: async () => {}, record: async () => {} },
    webhooks: { find: async () => webhook },
    jobs: { find: async () => undefined },
    send: async () => ({ status: 200 }),
    settings: Settings.parse({}).webhooks,
    metrics: { sent: () => {} },
    tracer: { start: () => span, stop: async () => {} },
    stopping: new AbortController().signal,
    onSent: () => {},
    logger,
    ...own,
  })
  const context = { signal: AbortSignal.abort(), logger, attempt: 1, isLastAttempt: false }
  return { lines, steps, run: () => handler({ deliveryId: delivery.id }, context) }
}

test('what became of a webhook is logged with the request id of the upload', async () => {
  const { lines, run } = gateway()

  await run()

  expect(lines).toEqual([
    expect.objectContaining({ message: 'webhook delivered', requestId: 'req_of_the_upload' }),
  ])
})

test('an attempt that fails before it is sent is a part of the trace all the same', async () => {
  const away = () => Promise.reject(new Error('PostgreSQL is away'))
  const { steps, run } = gateway({ jobs: { find: away } })

  await expect(run()).rejects.toThrow('away')

  expect(steps).toEqual(['not sent', 'ended'])
})
