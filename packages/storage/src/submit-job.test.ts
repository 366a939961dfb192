import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createJobs } from './jobs.ts'

const database = testDatabase()
const submit = (...args: Parameters<ReturnType<typeof createJobs>['submit']>) =>
  createJobs(database.get()).submit(...args)

test('an accepted job waits, as it was submitted', async () => {
  const job = sampleJob({ externalId: 'ERP-42', metadata: { folder: '2026' }, priority: 'batch' })

  await submit(job)

  const { cachedReading, ...kept } = job
  expect(await createJobs(database.get()).find(job.id)).toMatchObject({
    ...kept,
    status: 'queued',
    version: 1,
    cached: false,
  })
})

test('a job with an earlier reading is complete from its first moment', async () => {
  const reading = sampleReading()

  const submission = await submit(sampleJob({ cachedReading: reading }))

  expect(submission).toMatchObject({ job: { status: 'completed', cached: true, reading } })
})

test('the same request sent many times at once makes one job', async () => {
  const idempotency = { key: 'order-1', fingerprint: 'a' }

  const submissions = await Promise.all(
    Array.from({ length: 8 }, () => submit(sampleJob(), idempotency)),
  )

  const inserted = submissions.filter(({ outcome }) => outcome === 'inserted')
  const replayed = submissions.filter(({ outcome }) => outcome === 'replayed')
  expect(inserted).toHaveLength(1)
  expect(replayed).toHaveLength(7)
})

test('another request under the same key is refused', async () => {
  await submit(sampleJob(), { key: 'order-2', fingerprint: 'a' })

  const second = await submit(sampleJob(), { key: 'order-2', fingerprint: 'b' })

  expect(second).toEqual({ outcome: 'mismatch' })
})

test('a key is free again after a day, and when its job was deleted', async () => {
  const job = sampleJob()
  await submit(sampleJob(), { key: 'yesterday', fingerprint: 'a' })
  await submit(job, { key: 'deleted', fingerprint: 'a' })
  await database
    .get()
    .pool.query(
      "update idempotency_keys set created_at = now() - interval '25 hours' where key = 'yesterday'",
    )
  await createJobs(database.get()).remove(job.id)

  const outcomes = [
    await submit(sampleJob(), { key: 'yesterday', fingerprint: 'b' }),
    await submit(sampleJob(), { key: 'deleted', fingerprint: 'b' }),
  ].map(({ outcome }) => outcome)

  expect(outcomes).toEqual(['inserted', 'inserted'])
})

test('texts that PostgreSQL cannot hold lose what it refuses', async () => {
  const job = sampleJob({
    filename: 'a\0b\uD800.pdf',
    metadata: { 'no\0te': 'x\0y', '\uD800': 'z' },
  })

  await submit(job)

  expect(await createJobs(database.get()).find(job.id)).toMatchObject({
    filename: 'ab\uFFFD.pdf',
    metadata: { note: 'xy', '\uFFFD': 'z' },
  })
})
