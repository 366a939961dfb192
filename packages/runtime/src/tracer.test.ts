import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTracer } from './tracer.ts'
import { isTraced, TracingEnvironment } from './tracing-environment.ts'

const bodies: unknown[] = []
const server = createServer(async (request, response) => {
  bodies.push(await json(request))
  response.end('{}')
})
const sent = () => JSON.stringify(bodies)

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`
})
afterEach(() => {
  vi.useRealTimers()
  bodies.length = 0
})
afterAll(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  server.close()
})

/** A tracer to the server, as the environment of a service says. */
function tracerWith(own: Record<string, string> = {}) {
  return createTracer('test', TracingEnvironment.parse(own))
}

test('without an address nothing is traced, whatever else is set', async () => {
  const isAsked = isTraced({ OTEL_TRACES_SAMPLER: 'of another program' })
  const tracer = await createTracer('test', undefined)

  const span = tracer.start('request')

  expect(isAsked).toBe(false)
  expect(span.traceparent).toBeUndefined()
})

test('what goes on elsewhere joins the trace, and what is no traceparent begins its own', async () => {
  const tracer = await tracerWith()

  const request = tracer.start('request', { parent: 'nonsense' })
  const job = tracer.start('read document', { parent: request.traceparent, facts: { pages: 2 } })
  job.fail('file-corrupt')
  for (const span of [job, request]) span.end()
  await tracer.stop()

  const [, traceId, spanId] = (request.traceparent ?? '').split('-')
  const status = { message: 'file-corrupt' }
  expect(job.traceparent).toContain(`00-${traceId}-`)
  expect(sent()).toContain('invoice-ml-test')
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

test('spans are sent as soon as OTEL_BSP_SCHEDULE_DELAY says', async () => {
  const tracer = await tracerWith({ OTEL_BSP_SCHEDULE_DELAY: '200' })
  const arrival = once(server, 'request')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

  tracer.start('request').end()
  await vi.advanceTimersByTimeAsync(200)

  // Nothing would arrive by then with the five seconds that are the default.
  expect(await arrival).toHaveLength(2)
  vi.useRealTimers()
  await tracer.stop()
})

test('where a share is drawn, what is part of a trace is sent with it, and the rest is not', async () => {
  const share = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }
  const tracer = await tracerWith(share)
  const drawnElsewhere = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`

  const poll = tracer.start('a poll')
  const partOfPoll = tracer.start('part of the poll', { parent: poll.traceparent })
  const job = tracer.start('part of a trace that is sent', { parent: drawnElsewhere })
  for (const span of [partOfPoll, poll, job]) span.end()
  await tracer.stop()

  expect(sent()).toContain('part of a trace that is sent')
  expect(sent()).not.toContain('poll')
})
