import { sampleJob, testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createJobs } from './jobs.ts'
import { createTrainings, type Trainings } from './trainings.ts'

const database = testDatabase()
const leaseMs = 60_000

let trainings: Trainings
beforeEach(async () => {
  trainings = createTrainings(database.get())
  await database.get().query.deleteFrom('trainings').execute()
  await database.get().query.deleteFrom('jobs').execute()
})

async function annotate(state: 'finished' | 'deleted' = 'finished'): Promise<string> {
  const job = sampleJob()
  await createJobs(database.get()).submit(job)
  await sayOf(job.id, state)
  return job.id
}

async function sayOf(jobId: string, state: 'finished' | 'deleted'): Promise<void> {
  await database
    .get()
    .query.insertInto('annotations')
    .values({
      job_id: jobId,
      origin: 'label_studio',
      source_id: 'a',
      state,
      fields: JSON.stringify([{ label: 'numero_facture', value: 'F-1' }]),
      annotated_at: new Date(),
    })
    .execute()
}

let number = 0
async function request(requestedBy = 'annotations') {
  number += 1
  const standing = await trainings.standing()
  return trainings.request({ id: `trn_${number}`, requestedBy, standing })
}

test('documents count once, however often they are annotated, and not when that was taken back', async () => {
  const first = await annotate()
  await sayOf(first, 'finished')
  await annotate('deleted')
  await annotate()

  expect(await trainings.standing()).toMatchObject({ documents: 2, newDocuments: 2 })
})

test('what a training has seen is not new any more, unless it failed', async () => {
  await annotate()
  const training = await request()
  const claim = { id: training?.id ?? '', token: 'a' }
  await trainings.claim(claim.token, leaseMs)

  const during = await trainings.standing()
  await trainings.save(claim, { status: 'failed' })
  const after = await trainings.standing()

  expect([during.newDocuments, after.newDocuments]).toEqual([0, 1])
})

test('what a training has seen that was refused before it began is new as before', async () => {
  await annotate()
  const training = await request()
  const claim = { id: training?.id ?? '', token: 'a' }
  await trainings.claim(claim.token, leaseMs)

  await trainings.save(claim, { status: 'rejected' })

  expect(await trainings.standing()).toMatchObject({ newDocuments: 1 })
})

test('of many who ask at once, one gets a training', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => request()))

  expect(all.filter((training) => training !== undefined)).toHaveLength(1)
})

test('a training is held by one at a time, and taken up by another when its lease has ended', async () => {
  await request()

  const first = await trainings.claim('a', 1)
  await expect
    .poll(() => trainings.claim('b', leaseMs))
    .toMatchObject({ id: first?.id, attempts: 2 })

  expect(await trainings.claim('c', leaseMs)).toBeUndefined()
  expect(await trainings.renew({ id: first?.id ?? '', token: 'a' }, leaseMs)).toBe(false)
  expect(await trainings.save({ id: first?.id ?? '', token: 'a' }, {})).toBeUndefined()
})

test('one that was let go of is not taken up before its pause is over', async () => {
  const training = await request()
  await trainings.claim('a', leaseMs)

  await trainings.release({ id: training?.id ?? '', token: 'a' }, leaseMs)

  expect(await trainings.claim('b', leaseMs)).toBeUndefined()
})

test('one that got on begins to count its attempts anew, and one that ended is claimed by nobody', async () => {
  const training = await request()
  const claim = { id: training?.id ?? '', token: 'a' }
  await trainings.claim(claim.token, leaseMs)

  const moved = await trainings.save(claim, { status: 'training', runId: 'run_1' })
  const ended = await trainings.save(claim, { status: 'rejected' })

  expect(moved).toMatchObject({ status: 'training', runId: 'run_1', attempts: 0 })
  expect(ended?.finishedAt).toBeInstanceOf(Date)
  expect(await trainings.claim('b', leaseMs)).toBeUndefined()
})
