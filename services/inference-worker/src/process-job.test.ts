import { ProblemError } from '@invoice-ml/contracts'
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
import { ReaderLost } from './reader-process.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const cache = createReadingCache(connections.open(), {
  ttlHours: 1,
  maxEntries: 100,
  readWith: 'defaults',
})
const signals = createSignals(connections.open(), connections.open())

let jobs: Jobs
beforeEach(() => {
  jobs = createJobs(database.get())
})

/** Handles a job as the queue does; `read` stands for the reader's process. */
function handle(id: string, read: ReadDocument, isLastAttempt = false): Promise<void> {
  const handler = processJob({
    jobs,
    blobs: createBlobs(dir),
    cache,
    signals,
    readDocument: read,
    modelVersion: () => 'model_1',
    metrics: createWorkerMetrics(createMetrics('test')),
    tracer: untraced,
  })
  const payload = { jobId: id, requestId: 'req_0123456789abcdef' }
  const { signal } = new AbortController()
  return handler(payload, { signal, logger, attempt: isLastAttempt ? 3 : 1, isLastAttempt })
}

async function submitted(own: Parameters<typeof sampleJob>[0] = {}) {
  const job = sampleJob(own)
  await jobs.submit(job)
  return job
}

const reads =
  (seen: string[] = []): ReadDocument =>
  async (job) => {
    seen.push(job.id)
    return sampleReading()
  }

const refuses =
  (error: unknown): ReadDocument =>
  async () => {
    throw error
  }

test('a job that is read is completed with what was read', async () => {
  const { id } = await submitted()

  await handle(id, reads())

  expect(await jobs.find(id)).toMatchObject({
    status: 'completed',
    reading: sampleReading(),
    cached: false,
  })
})

test('a job that arrives twice is read once', async () => {
  const { id } = await submitted()
  const seen: string[] = []

  await handle(id, reads(seen))
  await handle(id, reads(seen))

  expect(seen).toEqual([id])
})

test('two equal uploads in flight are read once, and both are answered', async () => {
  const first = await submitted()
  const second = await submitted({ sha256: first.sha256, md5: first.md5 })
  const seen: string[] = []
  const started = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const slowly: ReadDocument = async (job, options) => {
    started.resolve()
    await finish.promise
    return reads(seen)(job, options)
  }

  const reading = handle(first.id, slowly)
  await started.promise
  await handle(second.id, reads(seen))
  finish.resolve()
  await reading

  expect(seen).toEqual([first.id])
  expect((await jobs.find(first.id))?.status).toBe('completed')
  expect(await jobs.find(second.id)).toMatchObject({ status: 'completed', cached: true })
})

test('what the cache knows is not read again', async () => {
  const first = await submitted()
  await handle(first.id, reads())
  const again = await submitted({ sha256: first.sha256, md5: first.md5 })
  const seen: string[] = []

  await handle(again.id, reads(seen))

  expect(seen).toEqual([])
  expect(await jobs.find(again.id)).toMatchObject({ status: 'completed', cached: true })
})

test('who asks for a refresh is read anew', async () => {
  const first = await submitted()
  await handle(first.id, reads())
  const { sha256, md5 } = first
  const again = await submitted({ sha256, md5, refresh: true })
  const seen: string[] = []

  await handle(again.id, reads(seen))

  expect(seen).toEqual([again.id])
})

test('a file that is wrong fails at once, with its problem', async () => {
  const { id } = await submitted()

  await handle(id, refuses(new ProblemError('document-encrypted', 'It has a password')))

  const job = await jobs.find(id)
  expect(job?.status).toBe('failed')
  expect(job?.problem).toMatchObject({ code: 'document-encrypted', detail: 'It has a password' })
})

test('a document that ends two readers is given up, and ended no third', async () => {
  const { id } = await submitted()
  let readers = 0
  const poison: ReadDocument = async () => {
    readers += 1
    throw new ReaderLost('memory', 'It grew')
  }

  await handle(id, poison)

  expect(readers).toBe(2)
  expect((await jobs.find(id))?.problem?.code).toBe('document-unreadable')
})

test('a reader that was lost once is forgiven', async () => {
  const { id } = await submitted()
  let readers = 0
  const onceLost: ReadDocument = async (job, options) => {
    readers += 1
    if (readers === 1) throw new ReaderLost('crash', 'It was killed')
    return reads()(job, options)
  }

  await handle(id, onceLost)

  expect((await jobs.find(id))?.status).toBe('completed')
})

test('a fault of ours gives the job back, to be tried again', async () => {
  const { id } = await submitted()

  await expect(handle(id, refuses(new Error('The disk is full')))).rejects.toThrow('disk')

  expect((await jobs.find(id))?.status).toBe('queued')
})

test('a fault of the store does not fail a job', async () => {
  const { id } = await submitted()

  const handling = handle(id, refuses(new Error('connection refused')), true)

  await expect(handling).rejects.toThrow('refused')
  expect((await jobs.find(id))?.status).toBe('queued')
})

test('nor does an object store that is away', async () => {
  const { id } = await submitted()
  const away = new ProblemError('service-unavailable', 'The object store does not answer')

  for (let times = 0; times < 25; times += 1)
    await expect(handle(id, refuses(away), true)).rejects.toBe(away)

  expect((await jobs.find(id))?.status).toBe('queued')
})

test('a reading that comes after somebody else took the job is thrown away', async () => {
  const { id } = await submitted()
  const tooLate: ReadDocument = async () => {
    await database.get().pool.query("update jobs set lease_until = now() - interval '1 second'")
    await jobs.claim({ id, token: 'another' }, 60_000)
    return sampleReading()
  }

  await handle(id, tooLate)

  expect(await jobs.find(id)).toMatchObject({ status: 'processing', reading: undefined })
})

test('a job that was deleted meanwhile leaves nothing behind', async () => {
  const { id } = await submitted()
  const afterDelete: ReadDocument = async () => {
    await jobs.remove(id)
    return sampleReading()
  }

  await handle(id, afterDelete)

  expect(await jobs.find(id)).toBeUndefined()
})
