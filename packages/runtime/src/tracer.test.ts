import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { createTracer } from './tracer.ts'

const bodies: unknown[] = []
const server = createServer(async (request, response) => {
  bodies.push(await json(request))
  response.end('{}')
})
afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  server.close()
})

test('without an address nothing is traced', async () => {
  const tracer = await createTracer('test', {})

  const span = tracer.start('request')

  expect(span.traceparent).toBeUndefined()
})

test('what goes on elsewhere joins the trace, and what is no traceparent begins its own', async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`
  const tracer = await createTracer('test', process.env)

  const request = tracer.start('request', { parent: 'nonsense' })
  const job = tracer.start('read document', { parent: request.traceparent, facts: { pages: 2 } })
  job.fail('file-corrupt')
  for (const span of [job, request]) span.end()
  await tracer.stop()

  const [, traceId, spanId] = (request.traceparent ?? '').split('-')
  const status = { message: 'file-corrupt' }
  expect(job.traceparent).toContain(`00-${traceId}-`)
  expect(JSON.stringify(bodies)).toContain('invoice-ml-test')
  expect(bodies).toMatchObject([
    {
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                { traceId, parentSpanId: spanId, status },
                { traceId, spanId },
              ],
            },
          ],
        },
      ],
    },
  ])
})
