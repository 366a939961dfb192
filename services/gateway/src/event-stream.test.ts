import { createSlots } from '@invoice-ml/http'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEventStreams } from './event-stream.ts'

const slots = createSlots(1, { busyWith: 'streams are open', retryAfterSeconds: 1 })
const logger = createLogger({
  service: 'test',
  level: 'error',
  dir: testFolder(),
  file: 'system.log',
})
const streams = createEventStreams({
  slots,
  stopping: new AbortController().signal,
  logger,
  heartbeatMs: 10,
})
let isAllowed: () => Promise<boolean>
beforeEach(() => {
  isAllowed = async () => true
})

const app = express()
app.get('/', async (request, response) => {
  const stream = streams.open({ request, response, isStillAllowed: () => isAllowed() })
  stream.write('event: first\n\n')
  while (await stream.pause(60_000));
  stream.close()
})
let server: ReturnType<typeof app.listen>
let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
})
afterAll(() => {
  server.close()
})

/** Whether the stream before has let go of its slot. */
function isFree(): boolean {
  try {
    slots.take()()
    return true
  } catch {
    return false
  }
}

test('a stream goes on while it may', async () => {
  const response = await fetch(url)

  const heard: string[] = []
  for await (const chunk of response.body ?? []) {
    heard.push(Buffer.from(chunk).toString())
    if (heard.join('').split(': still here').length > 3) break
  }

  expect(heard.join('')).toContain('event: first')
  await expect.poll(isFree).toBe(true)
})

test.each([
  ['whose key was revoked', async () => false],
  ['of which nobody can say whether it still may', () => Promise.reject(new Error('away'))],
])('a stream %s ends', async (_what, answer) => {
  const response = await fetch(url)
  isAllowed = answer

  expect(await response.text()).toContain('event: first')
  await expect.poll(isFree).toBe(true)
})

test('by HEAD there is no stream to wait for', async () => {
  const response = await fetch(url, { method: 'HEAD' })

  expect(response.headers.get('content-type')).toContain('text/event-stream')
  await expect.poll(isFree).toBe(true)
})
