import { type Client, createClient } from '@invoice-ml/client'
import { CreatedApiKey, type NewApiKey } from '@invoice-ml/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { submitUntilAccepted } from '../support/submit.ts'
import { createAdminKey } from '../support/terminal.ts'
import { until } from '../support/wait.ts'

const documents = 40
const atOnce = 8
const killAfter = 10
const generous = { extract_per_minute: 10_000, requests_per_minute: 10_000 }

let run: TestPlatform
let door: FrontDoor
let operator: Client
beforeAll(async () => {
  run = await startTestPlatform({ gateways: 2 })
  door = await openFrontDoor(run.platform.urls.map((url) => Number(new URL(url).port)))
  operator = withKey(createAdminKey(run.platform))
})
afterAll(async () => {
  door?.stop()
  await run?.stop()
})

function withKey(key: string, baseUrl = door.url): Client {
  return createClient({ baseUrl, apiKey: key })
}

async function createKey(client: Client, own: Partial<NewApiKey>): Promise<string> {
  return (await createdKey(client, own)).key
}

async function createdKey(client: Client, own: Partial<NewApiKey>): Promise<CreatedApiKey> {
  const { data } = await client.http.post('/api-keys', {
    name: 'test',
    scopes: ['extract'],
    ...own,
  })
  return CreatedApiKey.parse(data)
}

/** The identifiers that were answered with 202 for one document, which is sent until it is. */
async function accepted(client: Client, index: number): Promise<string> {
  const upload = await textInvoice(61_000 + index)
  return submitUntilAccepted(client, upload, { idempotencyKey: `two-${index}` })
}

test('a gateway that is killed behind a proxy loses nothing that was accepted, and doubles nothing', async () => {
  const client = withKey(await createKey(operator, { scopes: ['extract', 'read'], ...generous }))
  const before = run.platform.pid('gateway-2')
  const ids: string[] = []
  let next = 0
  const sender = async () => {
    while (next < documents) {
      next += 1
      ids.push(await accepted(client, next))
      if (ids.length === killAfter) run.platform.kill('gateway-2', 'SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))

  const jobs = await Promise.all(ids.map((id) => client.waitForJob(id)))

  expect(new Set(ids).size).toBe(documents)
  expect(jobs.filter(({ status }) => status !== 'completed')).toEqual([])
  await until('a new gateway runs', () => run.platform.pid('gateway-2') !== before)
})

test('what a key may do in a minute it may do at both gateways together', async () => {
  const key = await createKey(operator, { extract_per_minute: 5, requests_per_minute: 1_000 })
  const clients = run.platform.urls.map((url) => withKey(key, url))
  const upload = await textInvoice(62_000)
  await until('both gateways answer', async () => {
    const answers = await Promise.allSettled(clients.map(({ http }) => http.get('/health')))
    return answers.every(({ status }) => status === 'fulfilled')
  })

  const statuses: number[] = []
  for (let index = 0; index < 10; index += 1) {
    const form = new FormData()
    form.set('file', new Blob([Buffer.from(upload.bytes)]), 'f.pdf')
    const answer = await clients[index % 2]?.http.post('/extract', form)
    statuses.push(answer?.status ?? 0)
  }

  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5)
  expect(statuses.slice(0, 5)).not.toContain(429)
})

test('a key that is revoked at one gateway opens neither', async () => {
  const { key, key_id: id } = await createdKey(operator, { scopes: ['read'] })
  const clients = run.platform.urls.map((url) => withKey(key, url))
  const statuses = async () =>
    Promise.all(clients.map(async ({ http }) => (await http.get('/jobs')).status))
  const before = await statuses()

  await operator.http.delete(`/api-keys/${id}`)

  expect(before).toEqual([200, 200])
  expect(await statuses()).toEqual([401, 401])
})
