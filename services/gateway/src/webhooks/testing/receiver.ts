import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll } from 'vitest'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  url: string
  /** Everything that has come, in order. */
  received: Received[]
  /** Answers the next requests so, one after the other; then with 204. */
  answerNext: (...answers: Respond[]) => void
}

type Respond = RequestListener

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

/** A server of webhooks on a port of its own, gone after the test file. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const planned: Respond[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    received.push({ path: request.url ?? '', headers: request.headers, body })
    const respond = planned.shift()
    if (respond) respond(request, response)
    else response.writeHead(204).end()
  })
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answerNext: (...answers) => {
      planned.push(...answers)
    },
  }
}

/** An answer with a status, and perhaps headers. */
export function status(code: number, headers: Record<string, string> = {}): Respond {
  return (_request, response) => {
    response.writeHead(code, headers).end()
  }
}
