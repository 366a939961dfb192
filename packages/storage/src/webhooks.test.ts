import { createId } from '@invoice-ml/contracts'
import { testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createWebhooks, type NewStoredWebhook, type Webhooks } from './webhooks.ts'

const database = testDatabase()
let webhooks: Webhooks
beforeEach(() => {
  webhooks = createWebhooks(database.get())
})

const newWebhook = (own: Partial<NewStoredWebhook> = {}): NewStoredWebhook => ({
  id: createId('wh'),
  url: 'https://erp.example.com/hooks',
  events: ['extraction.completed'],
  description: 'ERP',
  includeResult: true,
  headers: { 'X-Tenant': 'acme' },
  ca: undefined,
  secret: 'whsec_bmV3',
  ...own,
})

test('an endpoint is kept as it was registered', async () => {
  const webhook = newWebhook()

  await webhooks.create(webhook, 100)

  const { secret, ...rest } = webhook
  expect(await webhooks.find(webhook.id)).toMatchObject({ ...rest, secrets: [secret] })
})

test('of many that register the last endpoint at once, one does', async () => {
  const { length: present } = (await webhooks.list()).filter(({ kind }) => kind === 'endpoint')

  const created = await Promise.all(
    Array.from({ length: 5 }, () => webhooks.create(newWebhook(), present + 1)),
  )

  expect(created.filter((webhook) => webhook !== undefined)).toHaveLength(1)
})

test('the endpoint of callbacks is there from the beginning, with a secret of its own', async () => {
  const [callbacks, ...others] = (await webhooks.list()).filter(({ kind }) => kind === 'callback')

  expect(others).toEqual([])
  expect(callbacks).toMatchObject({
    enabled: true,
    url: undefined,
    secrets: [expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)],
  })
})

test('while secrets overlap both sign, the new one first; afterwards the new one alone', async () => {
  const { id } = newWebhook()
  await webhooks.create(newWebhook({ id, secret: 'whsec_b2xk' }), 100)

  const during = await webhooks.rotateSecret(id, 'whsec_bmV3', 24)
  const after = await webhooks.rotateSecret(id, 'whsec_bmV3ZXI=', 0)

  expect(during?.secrets).toEqual(['whsec_bmV3', 'whsec_b2xk'])
  expect(after?.secrets).toEqual(['whsec_bmV3ZXI='])
})

test('who rotates again while secrets overlap cuts off nobody', async () => {
  const { id } = newWebhook()
  await webhooks.create(newWebhook({ id, secret: 'whsec_MQ==' }), 100)
  await webhooks.rotateSecret(id, 'whsec_Mg==', 24)

  const again = await webhooks.rotateSecret(id, 'whsec_Mw==', 24)
  await webhooks.rotateSecret(id, 'whsec_NA==', 24)
  const most = await webhooks.rotateSecret(id, 'whsec_NQ==', 24)

  expect(again?.secrets).toEqual(['whsec_Mw==', 'whsec_Mg==', 'whsec_MQ=='])
  expect(most?.secrets).toEqual(['whsec_NQ==', 'whsec_NA==', 'whsec_Mw==', 'whsec_Mg=='])
})

test('what has expired does not sign again after another rotation', async () => {
  const { id } = newWebhook()
  await webhooks.create(newWebhook({ id, secret: 'whsec_MQ==' }), 100)
  await webhooks.rotateSecret(id, 'whsec_Mg==', 24)
  await webhooks.rotateSecret(id, 'whsec_Mw==', 0)

  const after = await webhooks.rotateSecret(id, 'whsec_NA==', 24)

  expect(after?.secrets).toEqual(['whsec_NA==', 'whsec_Mw=='])
})

test('a change leaves what it does not name, and takes away what it says is null', async () => {
  const webhook = newWebhook()
  await webhooks.create(webhook, 100)

  const changed = await webhooks.change(webhook.id, {
    description: null,
    events: ['extraction.failed'],
  })

  expect(changed).toMatchObject({ url: webhook.url, events: ['extraction.failed'] })
  expect(changed?.description).toBeUndefined()
})

test('a stopped endpoint says since when and why, until it is started again', async () => {
  const { id } = newWebhook()
  await webhooks.create(newWebhook({ id }), 100)

  const stopped = await webhooks.change(id, { enabled: false })
  const started = await webhooks.change(id, { enabled: true })

  expect(stopped).toMatchObject({
    enabled: false,
    disabledReason: 'The operator has stopped it',
    disabledAt: expect.any(Date),
  })
  expect(started).toMatchObject({ enabled: true, disabledReason: undefined })
})

test('what is not there is neither changed nor erased', async () => {
  const id = createId('wh')

  const answers = [
    await webhooks.change(id, { enabled: true }),
    await webhooks.rotateSecret(id, 'whsec_bmV3', 1),
    await webhooks.remove(id),
  ]

  expect(answers).toEqual([undefined, undefined, false])
})
