import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { verifyWebhook } from '@invoice-ml/client'
import type { WebhookMessage } from '@invoice-ml/contracts'

/** The environment of a platform that may send webhooks to this machine, and does not wait for hours to try again. */
export const webhooksToHere = {
  INVOICE_WEBHOOKS__ALLOWED_NETWORKS: '[127.0.0.0/8]',
  INVOICE_WEBHOOKS__TIMEOUT_SECONDS: '2',
  INVOICE_WEBHOOKS__RETRY_SECONDS: `[${[...Array(20).fill(0.5), ...Array(30).fill(5)].join(', ')}]`,
}

export type ErpStub = {
  url: string
  /** Events that were received, by webhook-id: each was verified. */
  events: Map<string, WebhookMessage>
  /** Requests that could not be verified. */
  forged: number
  /** Signatures are verified with this. */
  useSecret: (secret: string) => void
  listen: () => Promise<void>
  stop: () => Promise<void>
}

/** How an ERP answers: to the end, or not. */
export type Mood = RequestListener

export const moods = {
  slow: () => {},
  redirecting: (_request, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
  },
  lying: (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"ok":')
    setImmediate(() => response.destroy())
  },
  overloaded: (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('later')
  },
  gone: (_request, response) => {
    response.writeHead(410).end()
  },
} as const satisfies Record<string, Mood>

/** An ERP that meets each event in these moods first, one after the other, and then takes it. */
export function createErpStub(port: number, firstMoods: Mood[] = []): ErpStub {
  const events = new Map<string, WebhookMessage>()
  const meetings = new Map<string, number>()
  let secret = ''
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const id = String(request.headers['webhook-id'])
    const meeting = meetings.get(id) ?? 0
    meetings.set(id, meeting + 1)
    const mood = firstMoods[meeting]
    if (mood) return mood(request, response)
    try {
      events.set(id, verifyWebhook(body, request.headers, secret))
    } catch {
      // Whoever sent it in earnest sends it again.
      stub.forged += 1
      return response.writeHead(401).end()
    }
    return response.writeHead(204).end()
  })
  const stub: ErpStub = {
    url: `http://127.0.0.1:${port}/hooks`,
    events,
    forged: 0,
    useSecret: (one) => {
      secret = one
    },
    listen: async () => {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return stub
}
