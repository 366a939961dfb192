import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ProblemCode, ProblemError } from '@invoice-ml/contracts'
import { afterEach, expect, test } from 'vitest'
import { UnknownAnswer } from './accept.ts'
import { type Client, type ClientOptions, createClient } from './client.ts'

type Answer = (response: ServerResponse) => void

const upload = { filename: 'facture.pdf', bytes: Buffer.from('%PDF-1.7') }
const jobId = 'job_01kb4c9t3q8v6m2x7r5n0w1ydz'
const job = {
  job_id: jobId,
  status: 'failed',
  filename: 'facture.pdf',
  created_at: '2026-01-15T10:30:00Z',
  updated_at: '2026-01-15T10:30:00Z',
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A client of a gateway that gives these answers, one after the other, and of what it was asked. */
async function clientOf(answers: Answer[], options: Partial<ClientOptions> = {}) {
  const asked: { path: string | undefined; key: string | undefined; body: string }[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = (await buffer(request)).toString()
    const key = request.headers['idempotency-key']
    asked.push({ path: request.url, key: key?.toString(), body })
    answers[asked.length - 1]?.(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  // What a server is that listens to a port.
  const { port } = server.address() as AddressInfo
  const client: Client = createClient({ baseUrl: `http://127.0.0.1:${port}`, ...options })
  return { client, asked }
}

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

const accepted = json(202, { job_id: jobId })
const broken: Answer = (response) => response.destroy()
const html =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' })
    response.end('<h1>Bad Gateway</h1>')
  }
const refused = (code: ProblemCode, headers = {}) => {
  const problem = new ProblemError(code, 'Not now').toProblem()
  return json(problem.status, problem, headers)
}
const newer = json(409, {
  type: '/problems/not-yet-known',
  title: 'Something new',
  status: 409,
  code: 'not-yet-known',
})

test.each([
  ['the answer was lost', broken],
  ['there is too much to do', refused('overloaded', { 'Retry-After': '0' })],
  ['the minute is used up', refused('rate-limited', { 'Retry-After': '0' })],
  ['a proxy has nobody to ask', html(502)],
])('an upload is sent again, whole and under the same key: %s', async (_why, answer) => {
  const { client, asked } = await clientOf([answer, accepted])

  const submission = await client.extract(upload)

  const [first, second] = asked
  expect(submission).toMatchObject({ status: 'accepted', jobId })
  expect(first?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(second?.key).toBe(first?.key)
  expect(second?.body).toContain('%PDF-1.7')
})

test('each upload has a key of its own, unless it is given one', async () => {
  const { client, asked } = await clientOf([accepted, accepted, accepted])

  await client.extract(upload)
  await client.extract(upload)
  await client.extract(upload, { idempotencyKey: 'erp-42' })

  const keys = asked.map(({ key }) => key)
  expect(new Set(keys).size).toBe(3)
  expect(keys[2]).toBe('erp-42')
})

test('a batch is sent again under the same key', async () => {
  const batch = {
    success: true,
    batch_id: 'batch_01kb4c9t3q8v6m2x7r5n0w1ydz',
    status_url: '/batches/batch_01kb4c9t3q8v6m2x7r5n0w1ydz',
    accepted: 1,
    refused: 0,
    entries: [],
    expected_wait_seconds: 1,
    message: 'Lot accepté',
  }
  const { client, asked } = await clientOf([broken, json(202, batch)])

  const taken = await client.extractBatch([upload])

  expect(taken).toEqual(batch)
  expect(asked.map(({ path }) => path)).toEqual(['/extract/batch', '/extract/batch'])
  expect(asked[1]?.key).toBe(asked[0]?.key)
})

test('what another attempt does not change is not sent again', async () => {
  const { client, asked } = await clientOf([refused('file-corrupt'), accepted])

  const refusal = await client.extract(upload).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'file-corrupt' })
  expect(asked).toHaveLength(1)
})

test('after so many attempts the last answer is told', async () => {
  const { client, asked } = await clientOf([html(502), html(503), accepted], { maxAttempts: 2 })

  const refusal = await client.extract(upload).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ name: 'UnknownAnswer', status: 503 })
  expect(asked).toHaveLength(2)
})

test('who shall come back tomorrow is told so', async () => {
  const { client } = await clientOf([refused('rate-limited', { 'Retry-After': '86400' })])

  const refusal = await client.extract(upload).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'rate-limited', retryAfterSeconds: 86_400 })
})

test('a problem that only a newer platform knows is told with its code', async () => {
  const { client } = await clientOf([newer])

  const refusal = await client.readJob(jobId).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(UnknownAnswer)
  expect(refusal).toMatchObject({ status: 409, code: 'not-yet-known', message: 'Something new' })
})

const file =
  (disposition: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': disposition })
    response.end('numero_facture')
  }

test.each([
  ['attachment; filename="facture;mars.csv"', 'facture;mars.csv'],
  [String.raw`attachment; filename="dite \"mars\".csv"`, 'dite "mars".csv'],
  [`attachment; filename="?t?.csv"; filename*=UTF-8''%C3%A9t%C3%A9.csv`, 'été.csv'],
  ['attachment; filename=mars.csv', 'mars.csv'],
  ['attachment', 'export'],
])('a file is called as its header says: %s', async (disposition, filename) => {
  const { client } = await clientOf([file(disposition)])

  const exported = await client.exportJob(jobId, { format: 'csv' })

  expect(exported).toMatchObject({ filename, mediaType: 'text/csv' })
})

test.each<[string, (client: Client) => Promise<unknown>]>([
  ['an upload', (client) => client.extract(upload)],
  ['a deletion', (client) => client.deleteJob(jobId)],
  ['an export', (client) => client.exportJobs({ format: 'csv' })],
])('who is sent elsewhere is told where, and has done nothing: %s', async (_what, act) => {
  const { client, asked } = await clientOf([
    json(301, {}, { location: 'https://invoices.example.com/' }),
  ])

  const refusal = await act(client).catch((error: unknown) => error)

  expect(refusal).toMatchObject({
    name: 'UnknownAnswer',
    status: 301,
    message: expect.stringContaining('https://invoices.example.com/'),
  })
  expect(asked).toHaveLength(1)
})

test.each(['unauthenticated', 'forbidden', 'job-not-found'] as const)(
  'who waits for a job learns at once that it is refused: %s',
  async (code) => {
    const { client } = await clientOf([refused(code), refused(code)])

    await expect(client.waitForJob(jobId)).rejects.toMatchObject({ code })
  },
)

test('who waits for a job learns at once that its answer cannot be read', async () => {
  const { client } = await clientOf([html(503), json(200, { status: 'completed' })])

  await expect(client.waitForJob(jobId)).rejects.toMatchObject({ name: 'ZodError' })
})

test('who waits for a job asks on while the platform has too much to do or starts anew', async () => {
  const busy = refused('rate-limited', { 'Retry-After': '0' })
  const { client } = await clientOf([busy, busy, html(502), broken, html(502), json(200, job)])

  expect(await client.waitForJob(jobId)).toMatchObject({ status: 'failed' })
})
