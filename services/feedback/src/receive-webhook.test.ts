import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveWebhook, webhookPath } from './receive-webhook.ts'

let hints = 0
const server = createServer(
  receiveWebhook({
    secret: () => 's3cret',
    onHint: () => {
      hints += 1
    },
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
  const before = hints

  const response = await call('s3cret', { body: 'x'.repeat(3_000_000) })

  expect(response.status).toBe(204)
  expect(hints).toBe(before + 1)
})

test.each([
  ['without our header', undefined, {}, webhookPath, 401],
  ['with another', 's3cre', {}, webhookPath, 401],
  ['by another method', 's3cret', { method: 'GET' }, webhookPath, 405],
  ['at another address', 's3cret', {}, '/', 404],
])('a request %s is none', async (_what, secret, init, path, status) => {
  const before = hints

  const response = await call(secret, init, path)

  expect(response.status).toBe(status)
  expect(hints).toBe(before)
})
