import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { whenReady } from './connection.ts'
import { createProducer } from './producer.ts'
import { createQueueMetrics, createWorker } from './worker.ts'

const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const metrics = createQueueMetrics(createMetrics('lanes'))

const priority = 'batch' as const

/** A worker that reads two documents at a time and holds each until it is let go. */
function createHeldWorker(name: string) {
  const claimed: string[] = []
  const held: (() => void)[] = []
  const waiting: (() => void)[] = []
  const worker = createWorker({
    queue: { ...extractionQueue, name },
    connection: connections.open(),
    concurrency: 2,
    handler: async ({ jobId }) => {
      claimed.push(jobId)
      const { promise, resolve } = Promise.withResolvers<void>()
      held.push(resolve)
      for (const wake of waiting.splice(0)) wake()
      await promise
    },
    logger,
    metrics,
  })
  const untilClaimed = async (count: number) => {
    while (claimed.length < count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      await promise
    }
  }
  const letGo = () => held.shift()?.()
  return { worker, claimed, untilClaimed, letGo }
}

const payload = () => ({ jobId: createId('job'), requestId: 'req_0123456789abcdef' })

test('behind a batch of a thousand a single document waits only for those being read', async () => {
  const connection = connections.open()
  const producer = createProducer({ ...extractionQueue, name: 'lanes' }, connection)
  await whenReady(connection, 5_000)
  const batch = Array.from({ length: 1_000 }, () => ({ payload: payload(), priority }))
  await producer.addMany(batch)
  const { worker, claimed, untilClaimed, letGo } = createHeldWorker('lanes')
  worker.start()
  await untilClaimed(2)
  const single = payload()
  await producer.add(single, { priority: 'interactive' })

  letGo()
  await untilClaimed(3)

  expect(claimed[2]).toBe(single.jobId)
  const stopped = worker.stop()
  letGo()
  letGo()
  await stopped
  await producer.close()
})
