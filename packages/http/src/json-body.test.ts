import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Problem } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { createJsonReader, readJson } from './json-body.ts'
import { problemHandler } from './problem-handler.ts'
import { listenTo } from './testing/listen-to.ts'

const logger = createLogger({
  service: 'test',
  level: 'error',
  dir: testFolder(),
  file: 'system.log',
})
const app = express()
app.post('/', readJson, (request, response) => {
  response.json(request.body)
})
app.post('/hurry', createJsonReader(100), (request, response) => {
  response.json(request.body)
})
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

function post(body: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' }
  return fetch(server.url, { method: 'POST', headers, body })
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test.each([
  ['lists in one another, as deep as may be', nested(50)],
  ['brackets in a text, however many', JSON.stringify({ text: `${'['.repeat(100)}"\\{` })],
  ['lists beside one another, however many', `[${'[],'.repeat(1_000)}[]]`],
])('%s are read', async (_what, body) => {
  const response = await post(body)

  expect(await response.text()).toBe(body)
})

test.each([
  ['deeper lists', nested(51)],
  ['a million lists in one another', '['.repeat(1_000_000)],
  ['objects', '{"a":'.repeat(51)],
])('%s are refused before they are parsed', async (_what, body) => {
  const response = await post(body)

  expect(response.status).toBe(400)
  expect(Problem.parse(await response.json()).detail).toContain('nested deeper than 50')
})

test('JSON in another encoding is refused, in whose bytes its depth could not be seen', async () => {
  const headers = { 'Content-Type': 'application/json; charset=utf-16le' }
  const body = Buffer.from(`["\u2200",${nested(60)}]`, 'utf16le')

  const response = await fetch(server.url, { method: 'POST', headers, body })

  expect(response.status).toBe(400)
  expect(Problem.parse(await response.json()).detail).toContain('UTF-8')
})

test('what is not encoded as it says is a fault of who sent it', async () => {
  const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }

  const response = await fetch(server.url, { method: 'POST', headers, body: 'not gzip' })

  expect(response.status).toBe(400)
  expect(Problem.parse(await response.json()).detail).toContain('Content-Encoding')
})

test('a body that does not come is not waited for, and its sender hears so', async () => {
  const socket = connect(server.port, '127.0.0.1')
  socket.write('POST /hurry HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n')
  socket.write('Content-Length: 9\r\n\r\n{')

  const answer = await text(socket)

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(answer).toContain('"code":"request-timeout"')
})

test('without a body it is for the operation to say whether one is needed', async () => {
  const response = await fetch(server.url, { method: 'POST' })

  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
})
