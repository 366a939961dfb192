import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, createClient } from '@invoice-ml/client'
import { type CreatedApiKey, ProblemError } from '@invoice-ml/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { apiKeyCommand } from '../support/terminal.ts'
import { until } from '../support/wait.ts'

let run: TestPlatform
let admin: string
beforeAll(async () => {
  run = await startTestPlatform({
    gateways: 2,
    env: {
      INVOICE_API__RATE_LIMIT__EXTRACT_PER_MINUTE: '4',
      INVOICE_MONITORING__LOG_LEVEL: 'debug',
    },
  })
  admin = terminal('create', '--name', 'first', '--scopes', 'admin')
})
afterAll(() => run?.stop())

function terminal(...args: string[]): string {
  return apiKeyCommand(run.platform, ...args)
}

/** A client of each gateway, with one key. What is refused is not sent again. */
function clientsWith(apiKey: string | undefined): [Client, Client] {
  const [first = '', second = ''] = run.platform.urls
  const client = (baseUrl: string) => createClient({ baseUrl, apiKey, maxAttempts: 1 })
  return [client(first), client(second)]
}

async function createKey(wanted: object): Promise<CreatedApiKey> {
  const [client] = clientsWith(admin)
  const { status, data } = await client.http.post('/api-keys', { name: 'ERP', ...wanted })
  expect(status).toBe(201)
  return data
}

async function statusOf({ http }: Client, path = '/jobs'): Promise<number> {
  return (await http.get(path)).status
}

test('from the first key on, nobody is let in without one, at any gateway', async () => {
  for (const client of clientsWith(undefined)) {
    expect(await statusOf(client)).toBe(401)
    expect(await statusOf(client, '/health')).toBe(200)
  }
  for (const client of clientsWith(admin)) expect(await statusOf(client)).toBe(200)
})

test('a key that is revoked at one gateway is refused by the other at once', async () => {
  const { key, key_id } = await createKey({ scopes: ['read'] })
  const [one, other] = clientsWith(key)
  const [atOne] = clientsWith(admin)
  // Both know the key, and are asked about it without a pause.
  const asking = Array.from({ length: 20 }, () => [statusOf(one), statusOf(other)]).flat()
  expect(new Set(await Promise.all(asking))).toEqual(new Set([200]))

  await atOne.http.delete(`/api-keys/${key_id}`)
  const after = [await statusOf(other), await statusOf(one)]

  expect(after).toEqual([401, 401])
})

test('a key does what it is for, and nothing else', async () => {
  const { key } = await createKey({ scopes: ['extract'] })
  const [client] = clientsWith(key)

  const { jobId } = await client.extract(await textInvoice(8_101))

  await expect(client.readJob(jobId)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await statusOf(client, '/api-keys')).toBe(403)
})

test('uploads are counted over all gateways', async () => {
  const { key } = await createKey({ scopes: ['extract'] })
  const [one, other] = clientsWith(key)
  const upload = await textInvoice(8_102)

  for (const client of [one, other, one, other]) await client.extract(upload)
  const refused = [one, other].map((client) => client.extract(upload))

  for (const outcome of await Promise.allSettled(refused)) {
    if (outcome.status === 'fulfilled') throw new Error('It was taken')
    expect(outcome.reason).toBeInstanceOf(ProblemError)
    expect(outcome.reason.code).toBe('rate-limited')
    expect(outcome.reason.retryAfterSeconds).toBeGreaterThan(0)
  }
})

test('the trail says who read what, whichever gateway was asked', async () => {
  const { key, key_id } = await createKey({ scopes: ['extract', 'read'] })
  const [client] = clientsWith(key)
  const [, other] = clientsWith(admin)
  const { jobId } = await client.extract(await textInvoice(8_103))
  await client.waitForJob(jobId)

  await until('the read is noted', async () => {
    const { data } = await other.http.get('/audit', { params: { target: jobId } })
    return data.entries.some(({ actor }: { actor: string }) => actor === key_id)
  })
})

test('no key and no file name is in any log, in whatever way it was sent', async () => {
  const { key } = await createKey({ scopes: ['extract', 'read'] })
  const [client] = clientsWith(key)
  const { bytes } = await textInvoice(8_104)
  const filename = 'secret-name-of-a-file.pdf'
  const { jobId } = await client.extract({ filename, bytes })
  await client.waitForJob(jobId)
  const [first = ''] = run.platform.urls
  await fetch(`${first}/jobs`, { headers: { Authorization: `Bearer ${key}` } })
  await fetch(`${first}/jobs?key=${key}`)
  await fetch(`${first}/jobs`, { headers: { 'X-API-Key': `${key}x` } })
  const upload = { filename, bytes: Buffer.from('%PDF-1.7 that is none') }
  await client.extract(upload).then(({ jobId: broken }) => client.waitForJob(broken))

  const folder = join(run.dir, 'logs')
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))

  const all = logs.join('\n')
  expect(all).toContain(jobId)
  for (const secret of [key, key.slice(13), admin, 'secret-name-of-a-file'])
    expect(all.includes(secret)).toBe(false)
})
