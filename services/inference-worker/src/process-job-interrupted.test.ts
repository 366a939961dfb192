import { once } from 'node:events'
import { createReadingCache, createSignals } from '@invoice-ml/queue'
import { createLogger, createMetrics, untraced } from '@invoice-ml/runtime'
import { createBlobs, createJobs, type Jobs } from '@invoice-ml/storage'
import {
  sampleJob,
  sampleReading,
  testConnections,
  testDatabase,
  testFolder,
} from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { processJob } from './process-job.ts'
import type { ReadDocument } from './read-document.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const signals = createSignals(connections.open(), connections.open())
const redis = connections.open()

let jobs: Jobs
beforeEach(() => {
  jobs = createJobs(database.get())
})

/** Handles a job at its last attempt; `read` stands for the reader's process. */
function handle(id: string, read: ReadDocument, signal = new AbortController().signal) {
  const handler = processJob({
    jobs,
    blobs: createBlobs(dir),
    cache: createReadingCache(redis, { ttlHours: 1, maxEntries: 100, readWith: 'defaults' }),
    signals,
    readDocument: read,
    modelVersion: () => 'model_1',
    metrics: createWorkerMetrics(createMetrics('test')),
    tracer: untraced,
  })
  const payload = { jobId: id, requestId: 'req_0123456789abcdef' }
  return handler(payload, { signal, logger, attempt: 3, isLastAttempt: true })
}

async function submitted(): Promise<string> {
  const job = sampleJob()
  await jobs.submit(job)
  return job.id
}

const reads: ReadDocument = async () => sampleReading()

test('a job for which no reader came free in its time is tried again', async () => {
  const id = await submitted()
  const time = new AbortController()
  const waits: ReadDocument = async (_job, { signal }) => {
    time.abort(new Error('Its time is over'))
    throw signal.reason
  }

  await expect(handle(id, waits, time.signal)).rejects.toThrow('Its time is over')

  expect(await jobs.find(id)).toMatchObject({ status: 'queued', problem: undefined })
})

test('a job that is cancelled stops being read', async () => {
  const id = await submitted()
  const untilCancelled: ReadDocument = async (_job, { signal }) => {
    const stopped = once(signal, 'abort')
    await jobs.remove(id)
    await signals.jobCancelled(id)
    await stopped
    throw signal.reason
  }

  await handle(id, untilCancelled)

  expect(await jobs.find(id)).toBeUndefined()
})

test('the cancelling of another job stops nothing', async () => {
  const id = await submitted()
  const whileOtherGoes: ReadDocument = async (_job, { signal }) => {
    const told = Promise.withResolvers<void>()
    const stop = signals.onJobCancelled(() => told.resolve())
    await signals.jobCancelled(sampleJob().id)
    await told.promise
    stop()
    signal.throwIfAborted()
    return sampleReading()
  }

  await handle(id, whileOtherGoes)

  expect((await jobs.find(id))?.status).toBe('completed')
})

test('a job that ended many workers is not read again', async () => {
  const id = await submitted()
  await database.get().pool.query('update jobs set attempts = 20 where id = $1', [id])

  await handle(id, reads)

  expect((await jobs.find(id))?.problem?.code).toBe('document-unreadable')
})

test('a reader that was lost in an earlier attempt is counted', async () => {
  const id = await submitted()
  await database.get().pool.query('update jobs set crashes = 2 where id = $1', [id])

  await handle(id, reads)

  expect((await jobs.find(id))?.problem?.code).toBe('document-unreadable')
})

test('PostgreSQL that goes away while a document is read fails no job', async () => {
  const id = await submitted()
  const whileItGoes: ReadDocument = async () => {
    await database.lose()
    return sampleReading()
  }

  await expect(handle(id, whileItGoes)).rejects.toThrow()
  await database.regain()

  expect(await jobs.find(id)).toMatchObject({ status: 'processing', problem: undefined })
})

test('what PostgreSQL missed is read again once the lease is over', async () => {
  const id = await submitted()
  const whileItGoes: ReadDocument = async () => {
    await database.lose()
    return sampleReading()
  }
  await expect(handle(id, whileItGoes)).rejects.toThrow()
  await database.regain()
  await database.get().pool.query("update jobs set lease_until = now() - interval '1 second'")

  await handle(id, reads)

  expect((await jobs.find(id))?.status).toBe('completed')
})

test('a job is read and answered although the cache is away', async () => {
  const id = await submitted()
  redis.redis.disconnect()

  await handle(id, reads)

  expect(await jobs.find(id)).toMatchObject({ status: 'completed', reading: sampleReading() })
})
