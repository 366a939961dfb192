import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { Problem, ProblemError } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testConnections, testDatabase, testFolder } from '@invoice-ml/testing'
import { afterAll, expect, test } from 'vitest'
import { createApp } from './create-app.ts'
import { problemHandler, unknownRoute } from './problem-handler.ts'
import { listenTo } from './testing/listen-to.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })

const postgres = () => database.get().pool.query('select 1')
let fails: () => Promise<unknown> = async () => {}

const app = createApp({ logger, metrics: createMetrics('test') })
app.all('/fails', async (_request, response) => {
  response.json(await fails())
})
app.get('/breaks-off', (_request, response) => {
  response.write('half')
  throw new Error('in the middle')
})
app.get('/jobs/:id', (request, response) => {
  response.json(request.params)
})
app.use(unknownRoute)
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

async function answerTo(failure: () => Promise<unknown>, init: RequestInit = {}) {
  fails = failure
  const response = await fetch(`${server.url}fails`, init)
  const problem = Problem.parse(await response.json())
  return { response, problem }
}

const rejects = (error: unknown) => async () => {
  throw error
}

test('a problem is told in the words of RFC 9457', async () => {
  const { response, problem } = await answerTo(
    rejects(new ProblemError('file-empty', 'facture.pdf holds no byte')),
    { headers: { 'X-Request-Id': 'req_7f3k' } },
  )

  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(problem).toEqual({
    type: '/problems/file-empty',
    title: 'The file is empty',
    status: 400,
    detail: 'facture.pdf holds no byte',
    instance: '/fails',
    code: 'file-empty',
    request_id: 'req_7f3k',
  })
})

test('who is to come back is told when', async () => {
  const { response } = await answerTo(
    rejects(new ProblemError('overloaded', 'Too much', { retryAfterSeconds: 12 })),
  )

  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('12')
})

test('a fault of ours keeps its detail to itself', async () => {
  const { response, problem } = await answerTo(rejects(new Error('secret of the house')))

  expect(response.status).toBe(500)
  expect(problem.code).toBe('internal-error')
  expect(JSON.stringify(problem)).not.toContain('secret')
})

test('what is no error is a fault of ours as well', async () => {
  const { problem } = await answerTo(rejects('a text'))

  expect(problem.code).toBe('internal-error')
})

test.each([
  ['an address that nothing is served at', 'nowhere', 404, 'not-found'],
  ['an address that is not encoded', 'jobs/%E0%A4%A', 400, 'invalid-request'],
])('%s is told so', async (_what, path, status, code) => {
  const response = await fetch(server.url + path)

  expect(response.status).toBe(status)
  expect(Problem.parse(await response.json()).code).toBe(code)
})

test('an answer that fails half-way is cut, so that nobody takes it for whole', async () => {
  const reading = fetch(`${server.url}breaks-off`).then((response) => response.text())

  await expect(reading).rejects.toThrow()
})

test('who was refused while still sending hears the answer', async () => {
  const { problem } = await answerTo(rejects(new ProblemError('file-too-large', 'Too large')), {
    method: 'POST',
    body: Buffer.alloc(3_000_000),
  })

  expect(problem.code).toBe('file-too-large')
})

test('of what is sent for ever to be refused, only so much is thrown away', async () => {
  fails = rejects(new ProblemError('unauthenticated', 'Who is it?'))
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  const megabyte = Buffer.alloc(1_000_000)
  const endless = Readable.from(
    (function* () {
      while (true) yield megabyte
    })(),
  )
  socket.write('POST /fails HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n')
  endless.pipe(socket)

  await new Promise((resolve) => socket.once('close', resolve))

  expect(socket.bytesWritten).toBeLessThan(100_000_000)
})

test('a full disk is for a while', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })

  const { response } = await answerTo(rejects(full))

  expect(response.status).toBe(503)
})

async function isUnavailable(failure: () => Promise<unknown>): Promise<void> {
  const { response, problem } = await answerTo(failure)
  expect(problem.code).toBe('service-unavailable')
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
}

test('a Redis that is closed is away for a while', async () => {
  const { redis } = connections.open()
  redis.disconnect()

  await isUnavailable(() => redis.ping())
})

test.each([
  ["Stream isn't writeable and enableOfflineQueue options is false"],
  ['Command timed out'],
  ['Reached the max retries per request limit (which is 0).'],
])('a Redis that says « %s » is away for a while', async (message) => {
  await isUnavailable(rejects(new Error(message)))
})

test('a PostgreSQL that goes away in a query is away for a while', async () => {
  const asking = database.get().pool.query('select pg_sleep(60)')
  const answered = isUnavailable(() => asking)
  await expect
    .poll(async () => (await database.get().pool.query(sleeping)).rows[0].count, {
      timeout: 10_000,
    })
    .toBe('1')

  await database.lose()

  await answered
})

const sleeping =
  "select count(*) from pg_stat_activity where query like 'select pg_sleep(60)%' and datname = current_database()"

test('a PostgreSQL that lets nobody in is away for a while', async () => {
  await database.lose()

  await isUnavailable(postgres)
})
