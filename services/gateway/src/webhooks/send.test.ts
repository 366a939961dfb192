import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, expect, test } from 'vitest'
import { createAddressGuard } from './address-guard.ts'
import { createSend, type Message } from './send.ts'
import { startReceiver, status } from './testing/receiver.ts'

const timeoutMs = 500
const here = { address: '127.0.0.1', family: 4 }
const guard = createAddressGuard({
  allowedNetworks: ['127.0.0.0/8'],
  allowedHosts: [],
  lookup: async () => [here],
})
const send = createSend(guard, timeoutMs)
const stopping = new AbortController().signal
const receiver = await startReceiver()

const message = (url: string, own: Partial<Message> = {}): Message => ({
  url,
  headers: { 'content-type': 'application/json', 'content-length': '2' },
  body: '{}',
  ca: undefined,
  ...own,
})

const servers: Server[] = []
const sockets: Socket[] = []
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

async function portOf(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A server that says these bytes to whoever connects, and then does as told. */
async function saying(bytes: string, then: 'end' | 'reset' | 'wait'): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (then === 'end') socket.end()
        if (then === 'reset') socket.resetAndDestroy()
      })
    })
    sockets.push(socket)
  })
  return `http://127.0.0.1:${await portOf(server)}/`
}

test('a message arrives as it is, under the name of its host', async () => {
  const { port } = new URL(receiver.url)
  const headers = { 'content-type': 'application/json', 'content-length': '7', 'x-tenant': 'acme' }

  const answer = await send(
    message(`http://erp.intern:${port}/hook?a=1`, { headers, body: '{"a":1}' }),
    stopping,
  )

  expect(answer).toMatchObject({ status: 204, response: '' })
  expect(receiver.received.at(-1)).toMatchObject({
    path: '/hook?a=1',
    body: '{"a":1}',
    headers: { host: `erp.intern:${port}`, 'x-tenant': 'acme' },
  })
})

test('a redirect is not followed', async () => {
  const count = receiver.received.length
  receiver.answerNext(status(302, { location: `${receiver.url}/elsewhere` }))

  const answer = await send(message(receiver.url), stopping)

  expect(answer.status).toBe(302)
  expect(receiver.received).toHaveLength(count + 1)
})

test('of a long answer the beginning is kept', async () => {
  const url = await saying(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(500_000)}`, 'end')

  const answer = await send(message(url), stopping)

  expect(answer).toEqual({ status: 200, response: 'x'.repeat(1_000) })
})

test.each([4, 5_000])(
  'an answer that stops in the middle, after %i bytes, says so',
  async (size) => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n'
    const url = await saying(`${head}${'x'.repeat(size)}`, 'end')

    expect(await send(message(url), stopping)).toMatchObject({
      status: 200,
      error: expect.stringMatching(/./),
    })
  },
)

test('an answer that grows too long is not waited for, and is none', async () => {
  const url = await saying(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_000_001)}`, 'wait')

  const answer = await send(message(url), stopping)

  expect(answer).toEqual({ status: 200, error: 'Its answer has more than 1 MB' })
})

test.each([
  ['says nothing', '', 'wait'],
  ['begins its headers', 'HTTP/1.1 200 OK\r\nx: ', 'wait'],
  ['begins its body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok', 'wait'],
  ['answers 100 Continue alone', 'HTTP/1.1 100 Continue\r\n\r\n', 'wait'],
] as const)('an endpoint that %s is given up after the time-out', async (_what, bytes, then) => {
  const url = await saying(bytes, then)

  expect((await send(message(url), stopping)).error).toBe('No answer within 0.5 s')
})

test.each([
  ['a reset', 'HTTP', 'reset'],
  ['what is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', 'end'],
  ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`, 'end'],
] as const)('%s is an error, and not an exception', async (_what, bytes, then) => {
  const url = await saying(bytes, then)

  expect((await send(message(url), stopping)).error).toMatch(/^[A-Z_]+$/)
})

test('nobody listening is an error', async () => {
  const server = createTcpServer()
  const port = await portOf(server)
  server.close()
  await once(server, 'close')

  expect(await send(message(`http://127.0.0.1:${port}/`), stopping)).toEqual({
    error: 'ECONNREFUSED',
  })
})

test('an address that is refused is never connected to', async () => {
  const careful = createSend(
    createAddressGuard({ allowedNetworks: [], allowedHosts: [] }),
    timeoutMs,
  )
  const count = receiver.received.length

  const answer = await careful(message(receiver.url), stopping)

  expect(answer.error).toMatch('loopback')
  expect(receiver.received).toHaveLength(count)
})

test('a host is looked up once: what it leads to later is not asked', async () => {
  let lookups = 0
  const rebinding = createAddressGuard({
    allowedNetworks: ['127.0.0.1/32'],
    allowedHosts: [],
    lookup: async () => {
      lookups += 1
      return lookups === 1 ? [here] : [{ address: '169.254.169.254', family: 4 }]
    },
  })
  const { port } = new URL(receiver.url)

  const answer = await createSend(rebinding, timeoutMs)(
    message(`http://rebinding.example:${port}/`),
    stopping,
  )

  expect(answer.status).toBe(204)
  expect(lookups).toBe(1)
})

test('the end of the gateway ends what is under way', async () => {
  const url = await saying('', 'wait')
  const end = new AbortController()

  const sending = createSend(guard, 60_000)(message(url), end.signal)
  end.abort()

  expect((await sending).error).toBe('ABORT_ERR')
})

test('a private authority is trusted by the endpoint that names it, for its own host', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'erp.intern' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'erp.intern' }] }],
  })
  const server = createTlsServer({ key, cert }, (_request, response) => {
    response.end('ok')
  })
  const port = await portOf(server)

  const trusted = await send(message(`https://erp.intern:${port}/`, { ca: cert }), stopping)
  const unknown = await send(message(`https://erp.intern:${port}/`), stopping)
  const otherName = await send(message(`https://crm.intern:${port}/`, { ca: cert }), stopping)

  expect(trusted).toMatchObject({ status: 200, response: 'ok' })
  expect(unknown).toEqual({ error: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(otherName).toEqual({ error: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})
