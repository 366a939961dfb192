import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { probe } from './postgres.ts'

/** Of PostgreSQL's protocol: a fatal error with this SQLSTATE. */
function fatal(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0Mnot now\0\0`)
  const head = Buffer.from('E....')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

test.each([
  ['that recovers', '57P03', 'recovering'],
  ['that knows another password', '28P01', false],
])('a PostgreSQL %s is told apart from one that is away', async (_which, code, expected) => {
  const server = createServer((socket) => socket.once('data', () => socket.end(fatal(code))))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // What a server is that listens to a port.
  const { port } = server.address() as AddressInfo

  const answer = await probe(`postgres://owner:secret@127.0.0.1:${port}/postgres`)

  expect(answer).toBe(expected)
  server.close()
})
