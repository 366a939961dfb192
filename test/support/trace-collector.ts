import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'

/** One span as it was received. */
export type ReceivedSpan = {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  attributes: Record<string, unknown>
}

export type TraceCollector = { url: string; stop: () => Promise<void> }

type Attribute = { key: string; value: Record<string, unknown> }
type Batch = {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes'> & { attributes: Attribute[] })[] }[]
  }[]
}

const maxSpans = 20_000

/** A collector that takes OTLP as JSON at /v1/traces, and tells at /spans what it was told. */
export async function startTraceCollector(port: number): Promise<TraceCollector> {
  const spans: ReceivedSpan[] = []
  const server = createServer((request, response) => {
    void answer(request, response, spans)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, spans: ReceivedSpan[]) {
  response.setHeader('content-type', 'application/json')
  if (request.url !== '/v1/traces') return response.end(JSON.stringify(spans))
  // The exporter of the services writes it.
  spans.push(...spansIn((await json(request)) as Batch))
  spans.splice(0, Math.max(0, spans.length - maxSpans))
  return response.end('{}')
}

function spansIn({ resourceSpans }: Batch): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => ({
        ...span,
        attributes: valuesOf(span.attributes),
        service: String(valuesOf(resource.attributes)['service.name']),
      })),
  )
}

function valuesOf(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
