import {
  Delivery,
  DeliveryList,
  Problem,
  Webhook,
  WebhookList,
  WebhookWithSecret,
} from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { testGateway, upload } from '../test-gateway.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'

const gateway = testGateway({
  settings: { INVOICE_WEBHOOKS__ALLOWED_NETWORKS: '[127.0.0.0/8]' },
})
const receiver = await startReceiver()

function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return gateway().ask(path, { method, ...(body === undefined ? {} : json) })
}

async function registered(own: object = {}): Promise<WebhookWithSecret> {
  const body = { url: receiver.url, events: ['extraction.completed'], ...own }
  const response = await ask('POST', '/webhooks', body)
  expect(response.status).toBe(201)
  return WebhookWithSecret.parse(await response.json())
}

async function callbacks(): Promise<Webhook> {
  const { webhooks } = WebhookList.parse(await (await ask('GET', '/webhooks')).json())
  const found = webhooks.find(({ kind }) => kind === 'callback')
  if (!found) throw new Error('It is always there')
  return found
}

async function problemOf(response: Response): Promise<Problem> {
  const problem = Problem.parse(await response.json())
  expect(response.status).toBe(problem.status)
  return problem
}

test('the secret is in the answer to the registration, and never again', async () => {
  const webhook = await registered({ headers: { Authorization: 'Bearer hidden-value' } })

  const read = await (await ask('GET', `/webhooks/${webhook.webhook_id}`)).text()
  const list = await (await ask('GET', '/webhooks')).text()

  expect(webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(Webhook.parse(JSON.parse(read))).toMatchObject({ header_names: ['Authorization'] })
  for (const text of [read, list]) {
    expect(text).not.toMatch('whsec_')
    expect(text).not.toMatch('hidden-value')
  }
})

test.each([
  ['http://10.0.0.1/hook', 'private'],
  ['https://169.254.169.254/latest', 'linkLocal'],
  ['https://[::ffff:10.0.0.1]/', 'ipv4Mapped'],
  ['https://nowhere.invalid/hook', 'not known'],
])('%s is refused with the reason', async (url, reason) => {
  const response = await ask('POST', '/webhooks', { url, events: ['extraction.failed'] })

  expect(await problemOf(response)).toMatchObject({
    code: 'webhook-address-refused',
    detail: expect.stringContaining(reason),
  })
})

test('an endpoint cannot be moved to an address that is refused', async () => {
  const { webhook_id } = await registered()

  const response = await ask('PATCH', `/webhooks/${webhook_id}`, { url: 'https://10.0.0.1/' })

  expect((await problemOf(response)).code).toBe('webhook-address-refused')
})

test.each([
  ['headers that forge the signature', { headers: { 'Webhook-Signature': 'v1,x' } }],
  ['a header with a line break', { headers: { 'X-A': 'a\r\nHost: b' } }],
  ['no event', { events: [] }],
  ['an authority that is none', { ca: 'trust me' }],
  ['a private key', { ca: '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----' }],
  ['a broken certificate', { ca: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----' }],
  ['a secret of one’s own', { secret: 'whsec_AAAA' }],
])('%s is an invalid request', async (_what, own) => {
  const body = { url: receiver.url, events: ['extraction.completed'], ...own }

  const problem = await problemOf(await ask('POST', '/webhooks', body))

  expect(problem).toMatchObject({ code: 'invalid-request', errors: [{}] })
})

test('a change is answered with the endpoint as it is now', async () => {
  const { webhook_id } = await registered({ description: 'old' })

  const response = await ask('PATCH', `/webhooks/${webhook_id}`, {
    description: null,
    enabled: false,
    include_result: true,
  })

  const webhook = Webhook.parse(await response.json())
  expect(webhook).toMatchObject({
    enabled: false,
    include_result: true,
    disabled_reason: expect.any(String),
  })
  expect(webhook.description).toBeUndefined()
})

test('after a rotation the new secret is shown, and until when the old one signs', async () => {
  const { webhook_id, secret } = await registered()

  const response = await ask('POST', `/webhooks/${webhook_id}/rotate-secret?overlap_hours=1`)

  const rotated = WebhookWithSecret.parse(await response.json())
  expect(rotated.secret).not.toBe(secret)
  expect(Date.parse(rotated.previous_secret_expires_at ?? '')).toBeGreaterThan(Date.now())
})

test('an erased endpoint is gone', async () => {
  const { webhook_id } = await registered()

  const response = await ask('DELETE', `/webhooks/${webhook_id}`)

  expect(response.status).toBe(204)
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/test'],
    ['POST', '/rotate-secret'],
    ['GET', '/deliveries'],
  ] as const) {
    const answer = await ask(method, `/webhooks/${webhook_id}${path}`)
    expect((await problemOf(answer)).code).toBe('webhook-not-found')
  }
})

test('the endpoint of callbacks stays, has no address, and cannot be tested', async () => {
  const { webhook_id } = await callbacks()

  const answers = [
    await ask('DELETE', `/webhooks/${webhook_id}`),
    await ask('PATCH', `/webhooks/${webhook_id}`, { url: receiver.url }),
    await ask('POST', `/webhooks/${webhook_id}/test`),
  ]

  for (const answer of answers) expect((await problemOf(answer)).code).toBe('webhook-is-fixed')
})

test('a document is refused with a callback to where nothing may be sent, and leaves no file', async () => {
  const before = await gateway().files()
  const body = upload({ callback_url: 'http://169.254.169.254/latest/meta-data' })

  const response = await gateway().ask('/extract', { method: 'POST', body })

  expect((await problemOf(response)).code).toBe('webhook-address-refused')
  expect(await gateway().files()).toEqual(before)
})

test('a document with a callback whose host is not known now is accepted', async () => {
  const body = upload({ callback_url: 'https://nowhere.invalid/' })

  const response = await gateway().ask('/extract', { method: 'POST', body })

  expect(response.status).toBe(202)
})

test('while the operator has stopped callbacks, none is promised', async () => {
  const { webhook_id } = await callbacks()
  await ask('PATCH', `/webhooks/${webhook_id}`, { enabled: false })
  const body = upload({ callback_url: receiver.url })

  const response = await gateway().ask('/extract', { method: 'POST', body })
  await ask('PATCH', `/webhooks/${webhook_id}`, { enabled: true })

  expect((await problemOf(response)).code).toBe('webhook-disabled')
})

test('a stopped endpoint is neither tested nor sent anything again', async () => {
  const { webhook_id } = await registered()
  const tested = Delivery.parse(await (await ask('POST', `/webhooks/${webhook_id}/test`)).json())
  await ask('PATCH', `/webhooks/${webhook_id}`, { enabled: false })

  const answers = [
    await ask('POST', `/webhooks/${webhook_id}/test`),
    await ask('POST', `/deliveries/${tested.delivery_id}/replay`),
  ]

  for (const answer of answers) expect((await problemOf(answer)).code).toBe('webhook-disabled')
})

test('a delivery that is not there cannot be sent again', async () => {
  const response = await ask('POST', `/deliveries/msg_${'0'.repeat(32)}/replay`)

  expect((await problemOf(response)).code).toBe('delivery-not-found')
})

test('deliveries are listed page by page, newest first', async () => {
  const { webhook_id } = await registered()
  for (let index = 0; index < 3; index++) await ask('POST', `/webhooks/${webhook_id}/test`)
  const page = async (query: string) =>
    DeliveryList.parse(
      await (await ask('GET', `/webhooks/${webhook_id}/deliveries${query}`)).json(),
    )
  const ids = (list: DeliveryList) => list.deliveries.map(({ delivery_id }) => delivery_id)

  const all = await page('')
  const first = await page('?limit=2')
  const last = await page(`?limit=2&cursor=${first.next_cursor}`)

  expect(ids(all)).toHaveLength(3)
  expect([...ids(first), ...ids(last)]).toEqual(ids(all))
  expect(last.next_cursor).toBeUndefined()
})
