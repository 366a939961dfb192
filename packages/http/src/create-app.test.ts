import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { afterAll, expect, test } from 'vitest'
import { createApp } from './create-app.ts'
import { listenTo } from './testing/listen-to.ts'

const logger = createLogger({
  service: 'test',
  level: 'error',
  dir: testFolder(),
  file: 'api.log',
})
const metrics = createMetrics('test')
const app = createApp({ logger, metrics })
app.get('/:operation', ({ params }, response) => {
  response.locals.operation = params.operation
  if (params.operation === 'follow') response.type('text/event-stream')
  response.write('begun')
})
const server = await listenTo(app)
afterAll(server.close)

/** As a client that goes away once the answer has begun. */
async function leave(path: string): Promise<void> {
  const client = new AbortController()
  await fetch(`${server.url}${path}`, { signal: client.signal })
  client.abort()
}

test('how long a client follows events is no time of a request, and that it leaves no fault', async () => {
  await leave('follow')
  await leave('read')

  const counts = async () => {
    const text = await metrics.registry.metrics()
    return text.match(/^invoiceml_http_request_duration_seconds_count\{.*$/gm) ?? []
  }
  await expect.poll(counts).toEqual([expect.stringContaining('operation="read",status="499"')])
})
