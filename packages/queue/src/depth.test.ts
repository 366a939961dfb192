import { createServer } from 'node:net'
import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { closeConnection, createProducerConnection, whenReady } from './connection.ts'
import { watchDepth } from './depth.ts'
import { createProducer } from './producer.ts'

const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })

test('a waiting job is counted', async () => {
  const connection = connections.open()
  const metrics = createMetrics('test')
  const stop = watchDepth([extractionQueue], connection, metrics)
  const producer = createProducer(extractionQueue, connection)
  await whenReady(connection, 5_000)
  await producer.add({ jobId: createId('job'), requestId: 'req_0123456789abcdef' })

  const text = await metrics.registry.metrics()

  expect(text).toMatch(
    /invoiceml_queue_jobs\{queue="extraction",state="prioritized",service="test"\} 1/,
  )
  await stop()
  await producer.close()
})

test('without Redis the other metrics are told all the same', async () => {
  const connection = createProducerConnection({
    url: `redis://127.0.0.1:${await deafPort()}`,
    logger,
  })
  const metrics = createMetrics('test')
  const stop = watchDepth([extractionQueue], connection, metrics)

  const text = await metrics.registry.metrics()

  expect(text).toContain('process_cpu_seconds_total')
  expect(text).not.toMatch(/invoiceml_queue_jobs\{/)
  await stop()
  await closeConnection(connection)
})

async function deafPort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
  return promise
}
