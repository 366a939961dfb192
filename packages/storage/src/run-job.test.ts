import { ProblemError } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createJobs, type Jobs } from './jobs.ts'
import type { NewJob } from './submit-job.ts'

const leaseMs = 60_000
const lapsedMs = -1
const database = testDatabase()
const corrupt = new ProblemError('file-corrupt', 'Its end is missing').toProblem()
const fault = new ProblemError('internal-error', 'Reading failed').toProblem()

let jobs: Jobs
beforeEach(() => {
  jobs = createJobs(database.get())
})

async function submitted(own?: Partial<NewJob>): Promise<NewJob> {
  const job = sampleJob(own)
  await jobs.submit(job)
  return job
}

async function statusOf({ id }: NewJob): Promise<string | undefined> {
  return (await jobs.find(id))?.status
}

const equalTo = ({ sha256, md5 }: NewJob) => ({ sha256, md5 })

test('of many that claim a job at once, one gets it', async () => {
  const { id } = await submitted()

  const claims = await Promise.all(
    Array.from({ length: 8 }, (_, index) => jobs.claim({ id, token: `t${index}` }, leaseMs)),
  )

  expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1)
  expect(claims.filter(({ outcome }) => outcome === 'following')).toHaveLength(7)
})

test('a job whose reader is gone can be claimed by another', async () => {
  const { id } = await submitted()
  await jobs.claim({ id, token: 'gone' }, lapsedMs)

  const claim = await jobs.claim({ id, token: 'new' }, leaseMs)

  expect(claim).toMatchObject({ outcome: 'claimed', job: { attempts: 2 } })
})

test('who lost the claim cannot change the job any more', async () => {
  const { id } = await submitted()
  const old = { id, token: 'old' }
  await jobs.claim(old, lapsedMs)
  await jobs.claim({ id, token: 'new' }, leaseMs)
  const before = await jobs.find(id)

  const answers = [
    await jobs.renew(old, leaseMs),
    await jobs.complete(old, { reading: sampleReading(), cached: false }),
    await jobs.fail(old, corrupt),
    await jobs.recordCrash(old),
  ]
  await jobs.saveProgress(old, { stage: 'detect', page: 1, pages: 1 })
  await jobs.release(old)

  expect(answers).toEqual([false, [], [], 0])
  expect(await jobs.find(id)).toEqual(before)
})

test('a job is completed once', async () => {
  const { id } = await submitted()
  const claim = { id, token: 't' }
  await jobs.claim(claim, leaseMs)
  const outcome = { reading: sampleReading(), cached: false }

  const answers = await Promise.all(Array.from({ length: 4 }, () => jobs.complete(claim, outcome)))

  expect(answers.filter((ids) => ids.length > 0)).toEqual([[id]])
})

test('a completed job holds its reading and what it is listed by', async () => {
  const { id } = await submitted()
  await jobs.claim({ id, token: 't' }, leaseMs)
  const reading = sampleReading({ language: 'f\0r' })

  await jobs.complete({ id, token: 't' }, { reading, cached: false })

  const found = await jobs.list({ supplier: 'acme', text: 'facture_001' }, { limit: 10 })
  const job = found.find((one) => one.id === id)
  expect(job).toMatchObject({ status: 'completed', progress: undefined, cached: false })
  expect(job?.reading).toEqual(sampleReading({ language: 'fr' }))
})

test('equal uploads in flight are read once', async () => {
  const leader = await submitted()
  const follower = await submitted(equalTo(leader))
  await jobs.claim({ id: leader.id, token: 't' }, leaseMs)

  const claim = await jobs.claim({ id: follower.id, token: 'u' }, leaseMs)
  const completed = await jobs.complete(
    { id: leader.id, token: 't' },
    { reading: sampleReading(), cached: false },
  )

  expect(claim).toEqual({ outcome: 'following' })
  expect(completed).toEqual([leader.id, follower.id])
  expect(await jobs.find(follower.id)).toMatchObject({ status: 'completed', cached: true })
})

test('equal bytes with other pages are read for themselves', async () => {
  const first = await submitted({ options: { pages: '1' } })
  const second = await submitted({ ...equalTo(first), options: { pages: '2' } })
  await jobs.claim({ id: first.id, token: 't' }, leaseMs)

  const claim = await jobs.claim({ id: second.id, token: 'u' }, leaseMs)

  expect(claim.outcome).toBe('claimed')
})

test('who asked for a fresh reading is not answered by one from the cache', async () => {
  const leader = await submitted()
  const follower = await submitted({ ...equalTo(leader), refresh: true })
  await jobs.claim({ id: leader.id, token: 't' }, leaseMs)

  await jobs.complete({ id: leader.id, token: 't' }, { reading: sampleReading(), cached: true })

  expect(await statusOf(follower)).toBe('queued')
})

test('what is wrong with a file fails equal uploads too, a fault of ours does not', async () => {
  const broken = await submitted()
  const equallyBroken = await submitted(equalTo(broken))
  const unlucky = await submitted()
  const lucky = await submitted(equalTo(unlucky))
  await jobs.claim({ id: broken.id, token: 't' }, leaseMs)
  await jobs.claim({ id: unlucky.id, token: 't' }, leaseMs)

  await jobs.fail({ id: broken.id, token: 't' }, corrupt)
  await jobs.fail({ id: unlucky.id, token: 't' }, fault)

  expect(await jobs.find(equallyBroken.id)).toMatchObject({
    status: 'failed',
    problem: { code: 'file-corrupt', detail: 'Its end is missing' },
  })
  expect(await statusOf(unlucky)).toBe('failed')
  expect(await statusOf(lucky)).toBe('queued')
})

test('every change has a version of its own', async () => {
  const { id } = await submitted()
  const claim = { id, token: 't' }
  const versions: (number | undefined)[] = []
  const note = async () => versions.push((await jobs.find(id))?.version)

  await jobs.claim(claim, leaseMs)
  await note()
  await jobs.saveProgress(claim, { stage: 'recognize', page: 2, pages: 3 })
  await note()
  await jobs.complete(claim, { reading: sampleReading(), cached: false })
  await note()

  expect(versions).toEqual([2, 3, 4])
})

test('crashes are counted across claims', async () => {
  const { id } = await submitted()
  await jobs.claim({ id, token: 'a' }, leaseMs)
  await jobs.recordCrash({ id, token: 'a' })
  await jobs.release({ id, token: 'a' })
  await jobs.claim({ id, token: 'b' }, leaseMs)

  const crashes = await jobs.recordCrash({ id, token: 'b' })

  expect(crashes).toBe(2)
})

test('a deleted job cannot be finished', async () => {
  const { id } = await submitted()
  await jobs.claim({ id, token: 't' }, leaseMs)

  const removed = await jobs.remove(id)

  expect(removed?.id).toBe(id)
  expect(await jobs.renew({ id, token: 't' }, leaseMs)).toBe(false)
  expect(await jobs.claim({ id, token: 'u' }, leaseMs)).toEqual({ outcome: 'missing' })
})

test('an upload that was accepted a moment after its answer began has taken no time', async () => {
  const first = await submitted()
  await jobs.claim({ id: first.id, token: 't' }, leaseMs)
  const second = await submitted(equalTo(first))
  await database
    .get()
    .pool.query("update jobs set created_at = now() + interval '1 minute' where id = $1", [
      second.id,
    ])

  await jobs.complete({ id: first.id, token: 't' }, { reading: sampleReading(), cached: false })

  expect((await jobs.find(second.id))?.durationMs).toBe(0)
})
