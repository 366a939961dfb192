import {
  Accepted,
  type Delivery,
  DeliveryList,
  ProblemError,
  WebhookList,
  WebhookMessage,
  WebhookWithSecret,
} from '@invoice-ml/contracts'
import { Webhook } from 'standardwebhooks'
import { expect, test, vi } from 'vitest'
import { aReading, testGateway, upload } from '../test-gateway.ts'
import { type Received, type Receiver, startReceiver, status } from './testing/receiver.ts'

const gateway = testGateway({
  settings: {
    INVOICE_WEBHOOKS__ALLOWED_NETWORKS: '[127.0.0.0/8]',
    INVOICE_WEBHOOKS__RETRY_SECONDS: '[0.01, 0.01]',
    INVOICE_WEBHOOKS__TIMEOUT_SECONDS: '2',
    INVOICE_WEBHOOKS__PUBLIC_URL: 'https://invoices.example.com/',
  },
})
const all = ['completed', 'needs_review', 'corrected', 'failed'].map((name) => `extraction.${name}`)

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await gateway().ask(path, { method, ...(body === undefined ? {} : json) })
  expect(response.ok).toBe(true)
  return response.status === 204 ? undefined : response.json()
}

/** A receiver that nobody else is told of, and its endpoint. */
async function subscribed(own: object = {}) {
  const receiver = await startReceiver()
  const body = { url: receiver.url, events: all, ...own }
  return { receiver, webhook: WebhookWithSecret.parse(await ask('POST', '/webhooks', body)) }
}

async function submitted(parts: Record<string, string> = {}): Promise<string> {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload(parts) })
  return Accepted.parse(await response.json()).job_id
}

const arrived = (receiver: Receiver, count: number) =>
  vi.waitUntil(() => receiver.received.length >= count, { timeout: 30_000 })

function delivery(webhookId: string, isSo: (one: Delivery) => boolean): Promise<Delivery> {
  return vi.waitUntil(
    async () => {
      const list = DeliveryList.parse(await ask('GET', `/webhooks/${webhookId}/deliveries`))
      return list.deliveries.find(isSo)
    },
    { timeout: 30_000, interval: 50 },
  )
}

const isDone = ({ status }: Delivery) => status !== 'pending'

function verified(secret: string, { headers, body }: Received): WebhookMessage {
  const flat = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, `${value}`]))
  return WebhookMessage.parse(new Webhook(secret).verify(body, flat))
}

test('each event of a document arrives, signed, and says where the result is', async () => {
  const { receiver, webhook } = await subscribed({ headers: { 'X-Tenant': 'acme' } })
  const jobId = await submitted({ external_id: 'ERP-42' })

  await gateway().complete(jobId, aReading())
  await arrived(receiver, 2)
  await ask('PUT', `/jobs/${jobId}/corrections`, { fields: [] })
  await arrived(receiver, 3)

  const messages = receiver.received.map((one) => verified(webhook.secret, one))
  const types = messages.map(({ type }) => type)
  expect(types.toSorted()).toEqual([
    'extraction.completed',
    'extraction.corrected',
    'extraction.needs_review',
  ])
  expect(messages.find(({ type }) => type === 'extraction.completed')?.data).toEqual({
    job_id: jobId,
    external_id: 'ERP-42',
    status: 'completed',
    needs_review: true,
    model_version: 'words-only',
    result_url: `https://invoices.example.com/jobs/${jobId}`,
  })
  expect(receiver.received[0]?.headers).toMatchObject({
    'x-tenant': 'acme',
    'content-type': 'application/json',
  })
})

test('an endpoint that wants the result gets it', async () => {
  const { receiver, webhook } = await subscribed({ include_result: true })
  const jobId = await submitted()

  await gateway().complete(jobId, aReading('F-7'))
  await arrived(receiver, 1)

  const [first] = receiver.received
  const { data } = verified(webhook.secret, first ?? { path: '', headers: {}, body: '' })
  expect(data.result).toMatchObject({ job_id: jobId, fields: [{ value: 'F-7' }] })
})

test('a callback arrives, signed with the secret of callbacks', async () => {
  const receiver = await startReceiver()
  const { webhooks } = WebhookList.parse(await ask('GET', '/webhooks'))
  const id = webhooks.find(({ kind }) => kind === 'callback')?.webhook_id
  const { secret } = WebhookWithSecret.parse(await ask('POST', `/webhooks/${id}/rotate-secret`))
  const jobId = await submitted({ callback_url: `${receiver.url}/jobs/42?a=1` })

  await gateway().fail(jobId, new ProblemError('file-corrupt', 'No').toProblem())
  await arrived(receiver, 1)

  const [first] = receiver.received
  expect(first?.path).toBe('/jobs/42?a=1')
  expect(verified(secret, first ?? { path: '', headers: {}, body: '' })).toMatchObject({
    type: 'extraction.failed',
    data: { job_id: jobId, status: 'failed', problem: { code: 'file-corrupt' } },
  })
})

test('what is not received is sent again under the same id, and every attempt is logged', async () => {
  const { receiver, webhook } = await subscribed()
  receiver.answerNext(status(500), (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('lie')
    setImmediate(() => response.destroy())
  })

  await ask('PATCH', `/webhooks/${webhook.webhook_id}`, { events: ['extraction.failed'] })
  const jobId = await submitted()
  await gateway().fail(jobId, new ProblemError('file-corrupt', 'No').toProblem())

  const done = await delivery(webhook.webhook_id, isDone)
  expect(done.status).toBe('delivered')
  expect(done.attempts).toMatchObject([
    { status: 500 },
    { status: 200, error: expect.any(String) },
    { status: 204 },
  ])
  const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']))
  expect([...ids]).toEqual([done.delivery_id])
})

test('when the schedule is over it has failed, and can be sent again', async () => {
  const { receiver, webhook } = await subscribed({ events: ['extraction.failed'] })
  receiver.answerNext(status(500), status(302), status(404))
  const jobId = await submitted()
  await gateway().fail(jobId, new ProblemError('file-corrupt', 'No').toProblem())
  const failed = await delivery(webhook.webhook_id, isDone)

  await ask('POST', `/deliveries/${failed.delivery_id}/replay`)

  const replayed = await delivery(webhook.webhook_id, isDone)
  expect(failed).toMatchObject({ status: 'failed', attempts: { length: 3 } })
  expect(failed.attempts[1]?.error).toBe('Redirects are not followed')
  expect(replayed).toMatchObject({ delivery_id: failed.delivery_id, attempts: { length: 4 } })
})

test('a test is sent once, whatever comes of it', async () => {
  const { receiver, webhook } = await subscribed()
  receiver.answerNext(status(500))

  await ask('POST', `/webhooks/${webhook.webhook_id}/test`)

  const done = await delivery(webhook.webhook_id, isDone)
  expect(done).toMatchObject({ event: 'webhook.test', status: 'failed', attempts: { length: 1 } })
})

test('410 stops the endpoint, which says so', async () => {
  const { receiver, webhook } = await subscribed()
  receiver.answerNext(status(410))

  await ask('POST', `/webhooks/${webhook.webhook_id}/test`)
  await delivery(webhook.webhook_id, isDone)

  expect(await ask('GET', `/webhooks/${webhook.webhook_id}`)).toMatchObject({
    enabled: false,
    disabled_reason: expect.stringContaining('410'),
  })
})

test('one that never answers, with much to be told, holds up nobody else', async () => {
  const slow = await subscribed()
  slow.receiver.answerNext(...Array.from({ length: 100 }, () => () => {}))
  const quick = await subscribed()
  const tests = Array.from({ length: 100 }, () =>
    ask('POST', `/webhooks/${slow.webhook.webhook_id}/test`),
  )
  await Promise.all(tests)
  await arrived(slow.receiver, 1)

  await ask('POST', `/webhooks/${quick.webhook.webhook_id}/test`)
  await arrived(quick.receiver, 1)

  expect(slow.receiver.received.length).toBeLessThan(50)
})

test('during a rotation both secrets verify what is sent', async () => {
  const { receiver, webhook } = await subscribed()
  const rotated = WebhookWithSecret.parse(
    await ask('POST', `/webhooks/${webhook.webhook_id}/rotate-secret`),
  )

  await ask('POST', `/webhooks/${webhook.webhook_id}/test`)
  await arrived(receiver, 1)

  const [first = { path: '', headers: {}, body: '' }] = receiver.received
  for (const secret of [webhook.secret, rotated.secret])
    expect(verified(secret, first).type).toBe('webhook.test')
})
