import { once } from 'node:events'
import { createServer } from 'node:http'
import { inTime } from './in-time.ts'
import type { Metrics } from './metrics.ts'

export type AdminServer = {
  start: () => Promise<void>
  /** From now on /readyz says no. */
  turnAway: () => void
  stop: () => Promise<void>
}

export type AdminOptions = {
  host: string
  port: number
  metrics: Metrics
  /** Resolves when every dependency answers; what it rejects with is shown. */
  ready: () => Promise<unknown>
}

const readyTimeoutMs = 4_000

/**
 * /livez and /healthz: the process turns; /readyz: its dependencies answer; /metrics for Prometheus.
 * On a port of its own, away from the public.
 */
export function createAdminServer({ host, port, metrics, ready }: AdminOptions): AdminServer {
  let isLeaving = false
  const whyNot = () => (isLeaving ? Promise.resolve('stopping') : whyNotReady(ready))
  metrics.watched({
    name: 'ready',
    help: 'Whether the service can do its work now, as /readyz says: 1 or 0',
    read: async () => ((await whyNot()) === undefined ? 1 : 0),
  })

  async function answer(path: string): Promise<{ status: number; type: string; body: string }> {
    const text = 'text/plain; charset=utf-8'
    if (path === '/livez' || path === '/healthz') return { status: 200, type: text, body: 'ok\n' }
    if (path === '/readyz') {
      const reason = await whyNot()
      return { status: reason ? 503 : 200, type: text, body: `${reason ?? 'ready'}\n` }
    }
    if (path === '/metrics')
      return {
        status: 200,
        type: metrics.registry.contentType,
        body: await metrics.registry.metrics(),
      }
    return { status: 404, type: text, body: 'not found\n' }
  }

  const server = createServer((request, response) => {
    // No URL is made of it: what stands there may be none.
    void answer((request.url ?? '/').replace(/[?#].*$/, ''))
      .catch((error: unknown) => ({ status: 500, type: 'text/plain', body: `${error}\n` }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(body)
      })
  })
  return {
    start: async () => {
      server.listen(port, host)
      await once(server, 'listening')
    },
    turnAway: () => {
      isLeaving = true
    },
    stop: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function whyNotReady(ready: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await inTime(readyTimeoutMs, ready)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
