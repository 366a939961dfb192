import { sampleJob, testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createJobs, type Jobs } from './jobs.ts'
import type { NewJob } from './submit-job.ts'

const leaseMs = 60_000
const database = testDatabase()
let jobs: Jobs
beforeEach(async () => {
  jobs = createJobs(database.get())
  await database.get().pool.query('delete from jobs')
})

async function submitted(own?: Partial<NewJob>): Promise<NewJob> {
  const job = sampleJob(own)
  await jobs.submit(job)
  return job
}

/** As if so much time had passed. */
async function later(seconds: number): Promise<void> {
  await database.get().pool.query(
    `update jobs set updated_at = updated_at - $1 * interval '1 second',
       swept_at = swept_at - $1 * interval '1 second', lease_until = lease_until - $1 * interval '1 second'`,
    [seconds],
  )
}

async function takenIds(): Promise<string[]> {
  return (await jobs.takeStranded(100)).map(({ id }) => id)
}

test('a job that waits gets a moment to arrive, then is offered again', async () => {
  const { id } = await submitted()

  const atOnce = await takenIds()
  await later(4)
  const afterwards = await takenIds()
  const twice = await takenIds()

  expect([atOnce, afterwards, twice]).toEqual([[], [id], []])
})

test('a job whose reader is gone is offered again as soon as its lease has lapsed', async () => {
  const { id } = await submitted()
  await jobs.claim({ id, token: 't' }, leaseMs)

  const whileHeld = await takenIds()
  await later(61)
  const lapsed = await takenIds()

  expect([whileHeld, lapsed]).toEqual([[], [id]])
})

test('an equal upload waits for the one that is being read', async () => {
  const leader = await submitted()
  const follower = await submitted({ sha256: leader.sha256 })
  await jobs.claim({ id: leader.id, token: 't' }, leaseMs)
  await later(4)

  const meanwhile = await takenIds()
  await jobs.remove(leader.id)
  const afterwards = await takenIds()

  expect([meanwhile, afterwards]).toEqual([[], [follower.id]])
})

test('everything that waits is due again when the queue was lost', async () => {
  const { id } = await submitted()
  await later(4)
  await takenIds()

  await jobs.strandAll()

  expect(await takenIds()).toEqual([id])
})

test('processes that ask at the same time get different jobs', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => submitted()))
  await later(4)

  const taken = await Promise.all(Array.from({ length: 4 }, () => jobs.takeStranded(5)))

  const ids = taken.flat().map(({ id }) => id)
  expect(ids).toHaveLength(new Set(ids).size)
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
})

test('a single document is offered before the batch that came earlier', async () => {
  await submitted({ priority: 'batch' })
  await submitted({ priority: 'batch' })
  const { id } = await submitted()
  await later(4)

  const first = await jobs.takeStranded(1)

  expect(first.map((job) => job.id)).toEqual([id])
})
