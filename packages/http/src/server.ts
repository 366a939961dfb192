import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'

export type HttpServer = {
  /** Rejects when the port is taken. */
  listen: () => Promise<void>
  /** No new connections; open requests finish within the time, then all are cut. */
  close: (drainMs: number) => Promise<void>
}

export type ServerOptions = { host: string; port: number }

const headersTimeoutMs = 10_000
// The slowest upload of the largest file that is waited for; a wait for a result counts in no time-out.
const requestTimeoutMs = 120_000

/** An HTTP server with bounded times for headers and bodies. */
export function createServer(app: RequestListener, { host, port }: ServerOptions): HttpServer {
  const server = createHttpServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      connectionsCheckingInterval: 5_000,
    },
    app,
  )
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
