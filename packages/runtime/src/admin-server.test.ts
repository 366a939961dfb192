import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminServer, createAdminServer } from './admin-server.ts'
import { createMetrics } from './metrics.ts'

let server: AdminServer
let port: number
beforeAll(async () => {
  port = await freePort()
  const metrics = createMetrics('test')
  server = createAdminServer({ host: '127.0.0.1', port, metrics, ready: async () => {} })
  await server.start()
})
afterAll(() => server.stop())

/** What is answered to a target that no client would normalise. */
async function get(target: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  const answer = await text(socket)
  return answer.split('\r\n')[0] ?? ''
}

test.each(['//', '///x', 'http://', '/%', '*'])(
  'a target of %s ends no service',
  async (target) => {
    const answer = await get(target)

    expect(answer).toBe('HTTP/1.1 404 Not Found')
  },
)

test('what is asked behind the path changes nothing', async () => {
  expect(await get('/readyz?verbose')).toBe('HTTP/1.1 200 OK')
})
