import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, expect, inject, test } from 'vitest'
import { clients } from '../support/clients.ts'
import { textInvoice } from '../support/invoices.ts'
import type { ReceivedSpan } from '../support/trace-collector.ts'
import { until } from '../support/wait.ts'

const [client] = clients()
const tracesUrl = inject('tracesUrl')
const logDir = inject('logDir')
const stages = ['text_layer', 'rasterize', 'recognize', 'detect', 'extract']

/** Headers of what the platform has sent here. */
const received: IncomingHttpHeaders[] = []
const receiver = createServer((request, response) => {
  received.push(request.headers)
  response.writeHead(204).end()
})
afterAll(() => receiver.close())

async function spansOf(requestId: string): Promise<ReceivedSpan[]> {
  const all: ReceivedSpan[] = JSON.parse(await (await fetch(`${tracesUrl}/spans`)).text())
  const traceId = all.find((span) => span.attributes['invoiceml.request_id'] === requestId)?.traceId
  return all.filter((span) => span.traceId === traceId)
}

/** Whether the first request that came here says that it is of this span. */
function isWhatCame({ traceId, spanId }: ReceivedSpan): boolean {
  return received[0]?.traceparent === `00-${traceId}-${spanId}-01`
}

/** Uploads a document under this request id, and waits until its callback has come. */
async function uploadAndHear(requestId: string): Promise<void> {
  const port = await freePort()
  receiver.listen(port, '127.0.0.1')
  const { bytes, filename } = await textInvoice(4_401)
  const form = new FormData()
  form.set('file', new Blob([Buffer.from(bytes)]), filename)
  form.set('callback_url', `http://127.0.0.1:${port}/hook`)
  await client.http.post('/extract', form, { headers: { 'X-Request-Id': requestId } })
  await until('the callback has come', () => received.length > 0)
}

test.skipIf(!tracesUrl)(
  'one trace and one request id go from the upload to the webhook',
  async () => {
    const requestId = `req_trace${process.pid}`

    await uploadAndHear(requestId)

    const parts = ['request', 'wait for a worker', 'read document', 'extract']
    // Endpoints of others, and a second attempt, are deliveries of the same trace.
    await until('the trace is whole, with the delivery that came here', async () => {
      const known = await spansOf(requestId)
      const names = known.map(({ name }) => name)
      return parts.every((part) => names.includes(part)) && known.some(isWhatCame)
    })
    await until('both logs tell of it', () =>
      ['api.log', 'system.log'].every((file) => linesWith(file, requestId).length > 0),
    )
    const spans = await spansOf(requestId)
    const upload = spans.find(({ name }) => name === 'request')
    const reading = spans.find(({ name }) => name === 'read document')
    const delivery = spans.find(isWhatCame)
    const waiting = spans.find(({ name }) => name === 'wait for a worker')
    const extract = spans.find(({ name }) => name === 'extract')

    expect(upload).toMatchObject({ service: 'invoice-ml-gateway' })
    expect(upload?.attributes['invoiceml.operation']).toBe('extractDocument')
    for (const part of [waiting, reading, delivery]) expect(part?.parentSpanId).toBe(upload?.spanId)
    expect(reading?.service).toBe('invoice-ml-inference-worker')
    expect(extract?.parentSpanId).toBe(reading?.spanId)
    expect(spans.filter(({ name }) => stages.includes(name)).length).toBeGreaterThan(1)
    expect(received[0]).toMatchObject({ 'x-request-id': requestId })
    expect(delivery?.name).toBe('deliver webhook')
    for (const file of ['api.log', 'system.log']) expect(linesWith(file, requestId)).not.toEqual([])
    expect(linesWith('system.log', requestId)).toContainEqual(
      expect.objectContaining({ service: 'inference-worker', message: 'extracted' }),
    )
  },
)

function linesWith(file: string, requestId: string): unknown[] {
  return readFileSync(join(logDir ?? '', file), 'utf8')
    .split('\n')
    .filter((line) => line.includes(requestId))
    .map((line) => JSON.parse(line))
}
