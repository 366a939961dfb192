import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { createNetwork, testConnections, testFolder } from '@invoice-ml/testing'
import { afterAll, expect, test, vi } from 'vitest'
import {
  type Connection,
  closeConnection,
  createProducerConnection,
  createWorkerConnection,
} from './connection.ts'
import { createProducer } from './producer.ts'
import { createSignals } from './signals.ts'
import { createQueueMetrics, createWorker } from './worker.ts'

const direct = testConnections()
const folder = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })
const metrics = createQueueMetrics(createMetrics('test'))
const patience = { timeout: 50_000, interval: 50 }

const closes: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closes.reverse()) await close()
})

test('connections that go dead without a goodbye are made anew: adding, handling and hearing go on', async () => {
  const network = createNetwork()
  closes.push(network.stop)
  const url = await network.lead(direct.url)
  const open = (connect: typeof createWorkerConnection): Connection => {
    const connection = connect({ url, logger, prefix: direct.prefix })
    closes.push(() => closeConnection(connection))
    return connection
  }
  const adding = open(createProducerConnection)
  const producer = createProducer(extractionQueue, adding)
  const signals = createSignals(adding, open(createWorkerConnection))
  closes.push(producer.close, signals.close)
  const [heard, handled] = [new Set<string>(), new Set<string>()]
  signals.onAnyJob((jobId) => heard.add(jobId))
  const { promise: dead, resolve: isDead } = Promise.withResolvers<void>()
  const started = new Set<string>()
  const worker = createWorker({
    queue: extractionQueue,
    connection: open(createWorkerConnection),
    concurrency: 2,
    handler: async ({ jobId }) => {
      started.add(jobId)
      await dead
      handled.add(jobId)
    },
    logger,
    metrics,
  })
  worker.start()
  closes.push(worker.stop)
  const [before, after] = [payload(), payload()]
  await vi.waitFor(() => producer.add(before), patience)
  await vi.waitFor(() => expect(started).toContain(before.jobId), patience)

  network.dropOpen()
  isDead()

  await vi.waitFor(() => producer.add(after), patience)
  await vi.waitFor(() => expect(handled).toContain(after.jobId), patience)
  await vi.waitFor(async () => {
    await signals.jobChanged(after.jobId)
    expect(heard).toContain(after.jobId)
  }, patience)
  await vi.waitFor(async () => expect(await producer.countWaiting()).toBe(0), patience)
}, 240_000)

const payload = () => ({ jobId: createId('job'), requestId: 'req_0123456789abcdef' })
