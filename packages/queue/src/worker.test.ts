import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { createNetwork, testConnections, testFolder } from '@invoice-ml/testing'
import { afterAll, expect, test, vi } from 'vitest'
import { closeConnection, createWorkerConnection } from './connection.ts'
import { createProducer } from './producer.ts'
import { createQueueMetrics, createWorker } from './worker.ts'

const direct = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const metrics = createQueueMetrics(createMetrics('test'))

const closes: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closes.reverse()) await close()
})

/** A worker behind a network of its own, at a job that ends only when it is given up. */
async function workerAtAJob() {
  const network = createNetwork()
  const url = await network.lead(direct.url)
  const connection = createWorkerConnection({ url, logger, prefix: direct.prefix })
  const producer = createProducer(extractionQueue, direct.open())
  closes.push(network.stop, () => closeConnection(connection), producer.close)
  const { promise: atIt, resolve: isAtIt } = Promise.withResolvers<void>()
  const { promise: givenUp, resolve: isGivenUp } = Promise.withResolvers<void>()
  const worker = createWorker({
    queue: extractionQueue,
    connection,
    concurrency: 1,
    handler: async (_payload, { signal }) => {
      isAtIt()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      isGivenUp()
    },
    logger,
    metrics,
  })
  worker.start()
  await vi.waitFor(
    () => producer.add({ jobId: createId('job'), requestId: 'req_0123456789abcdef' }),
    {
      timeout: 10_000,
    },
  )
  await atIt
  return { worker, network, givenUp }
}

test('a worker that stops does not wait for a Redis that goes away meanwhile, and gives up what it is at', async () => {
  const { worker, network, givenUp } = await workerAtAJob()

  const stopped = worker.stop()
  network.stop()

  await expect(Promise.all([stopped, givenUp])).resolves.toBeDefined()
})
