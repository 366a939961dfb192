import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { receiveWebhook, webhookPath } from './receive-webhook.ts'

const hints: string[] = []
const server = createServer(
  receiveWebhook({
    secret: () => 's3cret',
    onHint: (look) => hints.push(look),
  }),
)

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

function call(secret: string | undefined, init: RequestInit = {}, path = webhookPath) {
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const headers = secret === undefined ? {} : { 'X-Feedback-Secret': secret }
  return fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, ...init })
}

test('a webhook with our header is a hint, whatever it holds', async () => {
  hints.length = 0

  const response = await call('s3cret', { body: 'x'.repeat(3_000_000) })

  expect(response.status).toBe(204)
  await vi.waitFor(() => expect(hints).toEqual(['changes']), 30_000)
})

test('a deleted task makes us look at everything, since it can be seen nowhere else', async () => {
  hints.length = 0

  await call('s3cret', { body: '{"action": "TASKS_DELETED"}' })

  await vi.waitFor(() => expect(hints).toEqual(['everything']), 30_000)
})

test.each([
  ['without our header', undefined, {}, webhookPath, 401],
  ['with another', 's3cre', {}, webhookPath, 401],
  ['by another method', 's3cret', { method: 'GET' }, webhookPath, 405],
  ['at another address', 's3cret', {}, '/', 404],
])('a request %s is none', async (_what, secret, init, path, status) => {
  hints.length = 0

  const response = await call(secret, init, path)

  expect(response.status).toBe(status)
  expect(hints).toEqual([])
})
