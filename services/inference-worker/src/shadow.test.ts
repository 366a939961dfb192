import { trialQueue } from '@invoice-ml/contracts'
import {
  createProducer,
  createQueueMetrics,
  createReadingCache,
  createSignals,
  createWorker,
} from '@invoice-ml/queue'
import { createLogger, createMetrics, Settings, untraced } from '@invoice-ml/runtime'
import {
  createBlobs,
  createCorrections,
  createJobs,
  createTrialReadings,
} from '@invoice-ml/storage'
import {
  sampleJob,
  sampleReading,
  testConnections,
  testDatabase,
  testFolder,
} from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { processJob } from './process-job.ts'
import { readTrial } from './read-trial.ts'
import { addShadow, type ShadowOptions, withShadow } from './shadow.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const blobs = createBlobs(dir)
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const context = { signal: new AbortController().signal, logger, attempt: 1, isLastAttempt: false }
const timings = { text_layer: 1, rasterize: 0, recognize: 20, detect: 30, extract: 1 }

/** Reads jobs as a worker does with model_1, and adds shadows to a queue of this file alone. */
function worker(own: Partial<ShadowOptions> = {}) {
  const jobs = createJobs(database.get())
  const trials = createTrialReadings(database.get())
  const queue = createProducer(trialQueue, connections.open())
  const handler = withShadow(
    processJob({
      jobs,
      blobs,
      cache: createReadingCache(connections.open(), {
        ttlHours: 1,
        maxEntries: 100,
        readWith: 'defaults',
      }),
      signals: createSignals(connections.open(), connections.open()),
      readDocument: async () => sampleReading(),
      modelVersion: () => 'model_1',
      metrics: createWorkerMetrics(createMetrics('test')),
      tracer: untraced,
    }),
    { jobs, trials, queue, share: 1, logger, ...own },
  )
  return { handle: (jobId: string) => handler({ jobId, requestId: 'req_1' }, context), queue }
}

/** Reads what is added with the model under watch. */
function watcher() {
  return createWorker({
    queue: trialQueue,
    connection: connections.open(),
    concurrency: 1,
    handler: readTrial({
      jobs: createJobs(database.get()),
      blobs,
      corrections: createCorrections(database.get()),
      trials: createTrialReadings(database.get()),
      reader: {
        ask: async (version, { id }) => {
          const reading = sampleReading({ model_version: version })
          return { type: 'done', id, reading, timings, pagesRead: 1 }
        },
        close: () => {},
      },
      settings: Settings.parse({}),
    }),
    logger,
    metrics: createQueueMetrics(createMetrics('test')),
  })
}

async function submitted(): Promise<string> {
  const job = sampleJob()
  await createJobs(database.get()).submit(job)
  return job.id
}

async function readJustNow(): Promise<string> {
  const id = await submitted()
  const jobs = createJobs(database.get())
  await jobs.claim({ id, token: 't' }, 60_000)
  await jobs.complete({ id, token: 't' }, { reading: sampleReading(), cached: false })
  return id
}

async function answeredByTheCache(): Promise<string> {
  const job = sampleJob({ cachedReading: sampleReading() })
  await createJobs(database.get()).submit(job)
  return job.id
}

test('a document is answered by the model that serves, and then read by the one that a training watches', async () => {
  const { pool } = database.get()
  await pool.query(
    "insert into trainings (id, status, requested_by, challenger) values ('trn_1', 'shadowing', 'loopback', 'm2')",
  )
  const { handle, queue } = worker()
  const watching = watcher()
  watching.start()
  const jobId = await submitted()

  await handle(jobId)

  const rows = async () =>
    (await pool.query('select * from trial_readings where job_id = $1', [jobId])).rows
  await expect
    .poll(rows)
    .toMatchObject([{ model_version: 'm2', purpose: 'shadow', reading: { model_version: 'm2' } }])
  expect((await createJobs(database.get()).find(jobId))?.reading?.model_version).toBe('model_1')
  await watching.stop()
  await queue.close()
})

/** A queue of trials where so many wait, and a training that watches `challenger`. */
function shadowsOf(challenger: string | undefined, waiting = 0) {
  const added: unknown[] = []
  return {
    added,
    jobs: createJobs(database.get()),
    trials: { findChallenger: async () => challenger },
    queue: {
      add: async (payload: unknown) => {
        added.push(payload)
      },
      countWaiting: async () => waiting,
    },
  }
}

test.each([
  ['no model is watched', readJustNow, undefined, 0],
  ['it is the one that reads', readJustNow, 'model_1', 0],
  ['too many wait already', readJustNow, 'm2', 100],
  ['the cache answered', answeredByTheCache, 'm2', 0],
  ['it could not be read', submitted, 'm2', 0],
])('nothing is added when %s', async (_what, submit, challenger, waiting) => {
  const shadows = shadowsOf(challenger, waiting)

  await addShadow(await submit(), shadows)

  expect(shadows.added).toEqual([])
})

test.each([
  [0.2, 0],
  [0.5, 1],
])('of a share of %d, a draw of 0.3 is looked at %d times', async (share, expected) => {
  let looks = 0
  const findChallenger = async () => {
    looks += 1
    return undefined
  }
  const { handle } = worker({ share, random: () => 0.3, trials: { findChallenger } })

  await handle(await submitted())

  expect(looks).toBe(expected)
})

test('a store that does not answer keeps no document waiting, and is asked by one at a time', async () => {
  let looks = 0
  const findChallenger = () => {
    looks += 1
    return new Promise<never>(() => {})
  }
  const { handle } = worker({ trials: { findChallenger } })
  const [first, second] = [await submitted(), await submitted()]

  await handle(first)
  await handle(second)

  expect(looks).toBe(1)
  expect((await createJobs(database.get()).find(second))?.status).toBe('completed')
})

test('a store that is away fails no document, and the next is looked at again', async () => {
  let looks = 0
  const findChallenger = async () => {
    looks += 1
    throw new Error('PostgreSQL is away')
  }
  const { handle } = worker({ trials: { findChallenger } })

  await handle(await submitted())
  await handle(await submitted())

  expect(looks).toBe(2)
})
