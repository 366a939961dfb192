import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { problemHandler } from './problem-handler.ts'
import { createPartsReceiver } from './receive-parts.ts'
import { listenTo } from './testing/listen-to.ts'

const dir = testFolder()
const uploads = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const receive = createPartsReceiver({
  name: 'file',
  newPath: () => join(uploads, crypto.randomUUID()),
  maxFiles: 1,
  fileBytes: 1_000,
  totalBytes: 1_000,
  tooLarge: 'refuse',
  patienceMs: 300,
})
const app = express()
app.post('/', async (request, response) => {
  const { files } = await receive(request, response)
  response.json(files.length)
})
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

const head =
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n'
const chunk = (content: string) => `${content.length.toString(16)}\r\n${content}\r\n`
const file =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'

/** Sends this, and a chunk again and again. Resolves to what is answered, once the connection has ended. */
async function send(beginning: string, again: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(head + chunk(beginning))
  const timer = setInterval(() => socket.write(chunk(again)), 20)
  const answer = await text(socket)
  clearInterval(timer)
  return answer
}

test.each([
  ['before its first part', 'x'],
  ['in its file', file],
  ['in its text', '--b\r\nContent-Disposition: form-data; name="pages"\r\n\r\n'],
])('who is too slow %s is told so, and leaves nothing', async (_where, beginning) => {
  const answer = await send(beginning, ' ')

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(answer).toMatch(/connection: close/i)
  expect(answer).toContain('"code":"request-timeout"')
  expect(readdirSync(uploads)).toEqual([])
})

test.each([
  ['a file that is too large', file, 'x'.repeat(2_000), 413],
  ['a part that is not asked for', file.replace('"file"', '"annex"'), ' ', 400],
])('who sends %s for ever is refused', async (_what, beginning, again, status) => {
  const answer = await send(beginning, again)

  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(readdirSync(uploads)).toEqual([])
})

test('who hangs up in the middle leaves nothing', async () => {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(head + chunk(file))
  await expect.poll(() => readdirSync(uploads)).toHaveLength(1)

  socket.destroy()
  await once(socket, 'close')

  await expect.poll(() => readdirSync(uploads)).toEqual([])
})
