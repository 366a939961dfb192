import { DeliveryList, Webhook, WebhookList, WebhookWithSecret } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { afterEach, expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { createErpStub, type ErpStub, type Mood, moods } from '../support/erp-stub.ts'
import { textInvoice } from '../support/invoices.ts'
import { until } from '../support/wait.ts'

const [client, other] = clients()
const stubs: ErpStub[] = []
const registered: string[] = []

afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.stop()))
  for (const id of registered.splice(0)) await client.http.delete(`/webhooks/${id}`)
})

async function erp(firstMoods: Mood[] = []): Promise<ErpStub> {
  const stub = createErpStub(await freePort(), firstMoods)
  stubs.push(stub)
  return stub
}

async function subscribe(stub: ErpStub, events: string[]): Promise<Webhook> {
  const { data } = await client.http.post('/webhooks', { url: stub.url, events })
  const webhook = WebhookWithSecret.parse(data)
  registered.push(webhook.webhook_id)
  stub.useSecret(webhook.secret)
  return webhook
}

async function deliveriesOf({ webhook_id }: Pick<Webhook, 'webhook_id'>) {
  const { data } = await other.http.get(`/webhooks/${webhook_id}/deliveries`)
  return DeliveryList.parse(data).deliveries
}

const jobsOf = (stub: ErpStub) => [...stub.events.values()].map(({ data }) => data.job_id)

test('an ERP that is down for a while gets each event, and can verify it', async () => {
  const stub = await erp()
  const webhook = await subscribe(stub, ['extraction.completed'])
  const uploads = await Promise.all([6_101, 6_102, 6_103].map((seed) => textInvoice(seed)))
  const jobs = await Promise.all(
    uploads.map((upload, index) => extractToTheEnd(index === 1 ? other : client, upload)),
  )
  await until('it was tried in vain', async () =>
    (await deliveriesOf(webhook)).some(({ attempts }) => attempts.length > 0),
  )

  await stub.listen()

  await until('all have arrived', () => stub.events.size === 3)
  expect(jobsOf(stub).toSorted()).toEqual(jobs.map(({ job_id }) => job_id).toSorted())
  expect(stub.forged).toBe(0)
})

test('an ERP that is slow, redirects, lies and is overloaded gets the event all the same', async () => {
  const stub = await erp([moods.slow, moods.redirecting, moods.lying, moods.overloaded])
  await stub.listen()
  const webhook = await subscribe(stub, ['extraction.completed'])

  const { job_id } = await extractToTheEnd(client, await textInvoice(6_111))

  await until('it has arrived', () => stub.events.size === 1)
  await until('that is known', async () =>
    (await deliveriesOf(webhook)).every(({ status }) => status === 'delivered'),
  )
  const [delivery] = await deliveriesOf(webhook)
  expect(jobsOf(stub)).toEqual([job_id])
  expect(stub.forged).toBe(0)
  expect(delivery?.attempts).toMatchObject([
    { error: 'No answer within 2 s' },
    { status: 307, error: 'Redirects are not followed' },
    { status: 200, error: expect.any(String) },
    { status: 503, response: 'later' },
    { status: 204 },
  ])
})

test('an ERP that answers 410 is sent nothing more', async () => {
  const stub = await erp([moods.gone])
  await stub.listen()
  const { webhook_id } = await subscribe(stub, ['extraction.completed'])

  await extractToTheEnd(client, await textInvoice(6_121))

  await until('it is stopped', async () => {
    const { data } = await client.http.get(`/webhooks/${webhook_id}`)
    return Webhook.parse(data).enabled === false
  })
  expect(stub.events.size).toBe(0)
})

test('an upload that the cache answers, and what is corrected and what fails, have their events', async () => {
  const stub = await erp()
  await stub.listen()
  const all = ['extraction.completed', 'extraction.corrected', 'extraction.failed']
  await subscribe(stub, all)
  const upload = await textInvoice(6_131)

  const read = await extractToTheEnd(client, upload)
  const cached = await extractToTheEnd(other, upload)
  await client.correctJob(read.job_id, { fields: [] })
  const broken = { filename: 'broken.pdf', bytes: Buffer.from('%PDF-1.7\nno page') }
  const failed = await extractToTheEnd(client, broken)

  await until('all have arrived', () => stub.events.size >= 4)
  const told = [...stub.events.values()].map(({ type, data }) => `${type} ${data.job_id}`)
  expect(told).toEqual(
    expect.arrayContaining([
      `extraction.completed ${read.job_id}`,
      `extraction.completed ${cached.job_id}`,
      `extraction.corrected ${read.job_id}`,
      `extraction.failed ${failed.job_id}`,
    ]),
  )
})

test('a callback is called for its document alone', async () => {
  const stub = await erp()
  await stub.listen()
  const { data } = await client.http.get('/webhooks')
  const callbacks = WebhookList.parse(data).webhooks.find(({ kind }) => kind === 'callback')
  const rotated = await client.http.post(`/webhooks/${callbacks?.webhook_id}/rotate-secret`)
  stub.useSecret(WebhookWithSecret.parse(rotated.data).secret)

  await extractToTheEnd(client, await textInvoice(6_141))
  const { job_id } = await extractToTheEnd(client, await textInvoice(6_142), {
    callbackUrl: stub.url,
  })

  await until('it was called', () => stub.events.size > 0)
  expect(jobsOf(stub)).toEqual([job_id])
  expect(stub.forged).toBe(0)
})
