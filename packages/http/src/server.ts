import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ProblemCode, ProblemError } from '@invoice-ml/contracts'

export type HttpServer = {
  /** Rejects when the port is taken. */
  listen: () => Promise<void>
  /** No new connections; open requests finish within the time, then all are cut. */
  close: (drainMs: number) => Promise<void>
}

export type ServerOptions = {
  host: string
  port: number
  /** The largest body that is taken: the slower half of the world must get it through. */
  maxBodyBytes: number
  /** How long a client may take; the platform's own unless given. */
  timeouts?: Timeouts
}

type Timeouts = {
  headersMs: number
  /** The whole request, with its file. */
  requestMs: number
  /** How often connections are looked at. */
  checkMs: number
}

// A request, without its file, must come in this time; a wait for a result counts in no time-out.
const requestTimeoutMs = 60_000
// The slowest upload that is waited for.
const bytesPerMs = 64

/** Milliseconds that a request with a body of so many bytes may take at most. */
export function longestRequestMs(maxBodyBytes: number): number {
  return requestTimeoutMs + Math.ceil(maxBodyBytes / bytesPerMs)
}

function timeoutsFor(maxBodyBytes: number): Timeouts {
  return {
    // As long as the rest: when a thousand clients come at once, a header waits for its turn through no fault of its own.
    headersMs: requestTimeoutMs,
    requestMs: longestRequestMs(maxBodyBytes),
    checkMs: 5_000,
  }
}

/** An HTTP server with bounded times for headers and bodies. */
export function createServer(
  app: RequestListener,
  { host, port, maxBodyBytes, timeouts = timeoutsFor(maxBodyBytes) }: ServerOptions,
): HttpServer {
  const server = createHttpServer(
    {
      headersTimeout: timeouts.headersMs,
      requestTimeout: timeouts.requestMs,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      connectionsCheckingInterval: timeouts.checkMs,
    },
    app,
  )
  server.on('clientError', refuse)
  return {
    listen: async () => {
      server.listen(port, host)
      await once(server, 'listening')
    },
    close: async (drainMs) => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), drainMs)
      await closed
      clearTimeout(timer)
    },
  }
}

const reasons: Record<string, [ProblemCode, string]> = {
  HPE_HEADER_OVERFLOW: ['invalid-request', 'The header is too long'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not come in time'],
}

// Until a client has read why.
const lingerMs = 1_000

/** What is no request at all, or never ends, reaches no route: it is answered here, and the connection ends. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [code, detail] = reasons[error.code ?? ''] ?? ['invalid-request', 'This is not HTTP']
  const problem = new ProblemError(code, detail)
  const body = JSON.stringify(problem.toProblem())
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json\r\n` +
      `X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // A client that does not end its side would keep the other for ever.
  setTimeout(() => socket.destroy(), lingerMs).unref()
}
