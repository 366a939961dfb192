import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { freePort } from '@invoice-ml/testing/ports'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemHandler } from './problem-handler.ts'
import { createServer, type HttpServer } from './server.ts'
import { createUploadSlots } from './slots.ts'
import { createUploadReceiver } from './upload.ts'

const dir = testFolder()
const uploads = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
let uploadCount = 0

const app = express()
const receive = createUploadReceiver(() => join(uploads, `${uploadCount++}`), {
  fileBytes: 1_000,
  slots: createUploadSlots(2),
})
app.post('/', async (request, response) => {
  await receive(request, response)
  response.end()
})
app.use(problemHandler(logger))

let server: HttpServer
let port: number
beforeAll(async () => {
  port = await freePort()
  server = createServer(app, {
    host: '127.0.0.1',
    port,
    maxBodyBytes: 1_000,
    timeouts: { headersMs: 300, requestMs: 600, checkMs: 50 },
  })
  await server.listen()
})
afterAll(() => server.close(1_000))

/** Sends this and then nothing, or a byte now and then. Resolves to all that is answered, when the connection ends. */
async function dawdle(beginning: string, drop?: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(beginning)
  const timer = drop === undefined ? undefined : setInterval(() => socket.write(drop), 40)
  socket.on('error', () => {})
  const answer = await text(socket)
  clearInterval(timer)
  return answer
}

const uploadHead =
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n' +
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'

test.each([
  ['whose header never ends', 'POST / HTTP/1.1\r\nHost: a\r\n', 'X-A: b\r\n'],
  ['that begins and says no more', 'POST / HTTP/1.1\r\nHost: a\r\n', undefined],
  ['whose file comes drop by drop', uploadHead, ' '],
  ['whose file stops in the middle', uploadHead, undefined],
])('a request %s is ended, and told why', async (_what, beginning, drop) => {
  const answer = await dawdle(beginning, drop)

  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  expect(answer).toContain('"code":"request-timeout"')
})

test('uploads that never ended leave no file', async () => {
  await Promise.all([dawdle(uploadHead), dawdle(uploadHead, ' ')])

  await expect.poll(() => readdirSync(uploads)).toEqual([])
})

test.each([
  ['GET / HTTP/1.1\r\nHost: a\r\nX-A: b\x00c\r\n\r\n', 'a header with a NUL'],
  [`GET / HTTP/1.1\r\nX-A: ${'b'.repeat(20_000)}\r\n\r\n`, 'a header that is too long'],
  ['POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na', 'two lengths'],
  [
    'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na',
    'a smuggled body',
  ],
  ['\x16\x03\x01\x02', 'TLS'],
])('%j is refused: %s', async (beginning) => {
  const answer = await dawdle(beginning)

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answer).toContain('"code":"invalid-request"')
})

test('a client that does not hang up is hung up on', async () => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write('this is not HTTP\r\n\r\n')
  const answer = await text(socket)

  const closed = new Promise((resolve) => socket.once('close', resolve))
  const timer = setInterval(() => socket.write('.'), 50)
  socket.on('error', () => {})
  await closed
  clearInterval(timer)

  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
})
