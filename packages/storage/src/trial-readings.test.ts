import { ProblemError } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createJobs } from './jobs.ts'
import { createTrialReadings, type TrialKey, type TrialReadings } from './trial-readings.ts'

const database = testDatabase()
let trials: TrialReadings
let key: TrialKey
beforeEach(async () => {
  trials = createTrialReadings(database.get())
  const job = sampleJob()
  await createJobs(database.get()).submit(job)
  key = { modelVersion: 'm2', jobId: job.id, purpose: 'evaluation' }
})

const problem = new ProblemError('file-corrupt', 'Its end is missing').toProblem()

async function rowsOf({ jobId }: TrialKey) {
  const { rows } = await database
    .get()
    .pool.query('select * from trial_readings where job_id = $1', [jobId])
  return rows
}

test('a reading is kept with its time, beside the job', async () => {
  await trials.put(key, { reading: sampleReading(), durationMs: 12.6 })

  expect(await trials.isRead(key)).toBe(true)
  expect(await rowsOf(key)).toMatchObject([
    { model_version: 'm2', reading: sampleReading(), problem: null, duration_ms: 13 },
  ])
})

test('a document that could not be read may be tried again', async () => {
  await trials.put(key, { problem })
  expect(await trials.isRead(key)).toBe(false)

  await trials.put(key, { reading: sampleReading(), durationMs: 1 })

  expect(await rowsOf(key)).toMatchObject([{ reading: sampleReading(), problem: null }])
})

test('of a job that was deleted nothing is kept', async () => {
  await createJobs(database.get()).remove(key.jobId)

  await trials.put(key, { reading: sampleReading(), durationMs: 1 })

  expect(await rowsOf(key)).toEqual([])
})

test('the challenger is the one of the training that watches it', async () => {
  expect(await trials.findChallenger()).toBeUndefined()
  await database.get().pool.query(
    `insert into trainings (id, status, requested_by, challenger)
     values ('trn_1', 'rejected', 'loopback', 'm3'), ('trn_2', 'shadowing', 'loopback', 'm4')`,
  )

  expect(await trials.findChallenger()).toBe('m4')
})
