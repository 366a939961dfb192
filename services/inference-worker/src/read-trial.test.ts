import { ProblemError } from '@invoice-ml/contracts'
import { createLogger, Settings } from '@invoice-ml/runtime'
import {
  createBlobs,
  createCorrections,
  createJobs,
  createTrialReadings,
  type TrialKey,
} from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { readTrial } from './read-trial.ts'
import type { TrialReader } from './trial-reader.ts'

const database = testDatabase()
const dir = testFolder()
const blobs = createBlobs(dir)
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const settings = Settings.parse({})
const { signal } = new AbortController()

let jobId: string
let key: TrialKey
beforeEach(async () => {
  await database.get().pool.query('delete from jobs')
  const job = sampleJob({ cachedReading: sampleReading() })
  await createJobs(database.get()).submit(job)
  jobId = job.id
  key = { modelVersion: 'm2', jobId, purpose: 'evaluation' }
})

/** Handles a trial as the queue does; `ask` stands for the reader. */
function handle(ask: TrialReader['ask'], isLastAttempt = false): Promise<void> {
  const handler = readTrial({
    jobs: createJobs(database.get()),
    blobs,
    corrections: createCorrections(database.get()),
    trials: createTrialReadings(database.get()),
    reader: { ask, close: () => {} },
    settings,
  })
  return handler(key, { signal, logger, attempt: 1, isLastAttempt })
}

const timings = { text_layer: 1, rasterize: 0, recognize: 20, detect: 30, extract: 1 }
const reading = sampleReading({ model_version: 'm2' })
const reads: TrialReader['ask'] = async (_model, { id }) => ({
  type: 'done',
  id,
  reading,
  timings,
  pagesRead: 1,
})

async function rows() {
  return (await database.get().pool.query('select * from trial_readings')).rows
}

test('a document is read by the model under trial, without its supplier, and nothing of the job changes', async () => {
  const before = await createJobs(database.get()).find(jobId)
  const asked: Parameters<TrialReader['ask']>[] = []

  await handle((...request) => {
    asked.push(request)
    return reads(...request)
  })

  expect(asked).toMatchObject([['m2', { id: jobId }, {}]])
  expect(asked[0]?.[1].seenPath).toBeUndefined()
  expect(asked[0]?.[2].recall).toBeUndefined()
  expect(await rows()).toMatchObject([{ ...keyColumns(), reading, problem: null, duration_ms: 52 }])
  expect(await createJobs(database.get()).find(jobId)).toEqual(before)
})

function keyColumns() {
  return { model_version: 'm2', job_id: jobId, purpose: 'evaluation' }
}

test('a trial that arrives twice is read once', async () => {
  await handle(reads)

  await handle(() => Promise.reject(new Error('It was read')))

  expect(await rows()).toMatchObject([{ reading }])
})

test('what is wrong with the document is kept at once', async () => {
  await handle(() => Promise.reject(new ProblemError('file-corrupt', 'Its end is missing')))

  expect(await rows()).toMatchObject([{ reading: null, problem: { code: 'file-corrupt' } }])
})

test.each([
  ['the reader could not be started', new Error('It did not start')],
  ['the model is not in the folder yet', new ProblemError('model-not-found', 'There is no model')],
  ['a store is away', new ProblemError('service-unavailable', 'Come back')],
])('that %s is no verdict on the document, however often it happens', async (_what, error) => {
  const failing: TrialReader['ask'] = () => Promise.reject(error)

  await expect(handle(failing)).rejects.toThrow(error)
  await expect(handle(failing, true)).rejects.toThrow(error)

  expect(await rows()).toEqual([])
})

test('a reader that fails over the document is tried again, and that is kept in the end', async () => {
  const failing: TrialReader['ask'] = async (_model, { id }) => ({
    type: 'failed',
    id,
    code: 'internal-error',
    detail: 'It is not a function',
  })
  await expect(handle(failing)).rejects.toThrow('not a function')
  expect(await rows()).toEqual([])

  await handle(failing, true)

  expect(await rows()).toMatchObject([{ reading: null, problem: { code: 'internal-error' } }])
})

test('in its shadow the model knows what was learned of suppliers, as the one that it is compared with', async () => {
  await watched('m2')
  key = { ...key, purpose: 'shadow' }
  const asked: Parameters<TrialReader['ask']>[] = []

  await handle((...request) => {
    asked.push(request)
    return reads(...request)
  })

  expect(await asked[0]?.[2].recall?.(['nobody'])).toEqual([])
})

/** A training that has this model watched in real traffic. */
async function watched(challenger: string) {
  const { pool } = database.get()
  await pool.query('delete from trainings')
  await pool.query(
    "insert into trainings (id, status, requested_by, challenger) values ('trn_1', 'shadowing', 'loopback', $1)",
    [challenger],
  )
}

test('a shadow that still waits when its model is watched no more is not read', async () => {
  await watched('m3')
  key = { ...key, purpose: 'shadow' }

  await handle(() => Promise.reject(new Error('It was read')))

  expect(await rows()).toEqual([])
})
