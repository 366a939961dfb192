import { ProblemError } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { beforeAll, expect, test } from 'vitest'
import { type Batches, createBatches } from './batches.ts'
import { createJobs, type Jobs } from './jobs.ts'
import type { NewBatch } from './submit-batch.ts'

const database = testDatabase()
let [batches, jobs]: [Batches, Jobs] = [] as never
beforeAll(() => {
  batches = createBatches(database.get())
  jobs = createJobs(database.get())
})

const refusal = () => ({
  filename: 'empty\0.pdf',
  problem: new ProblemError('file-empty', 'The file holds no byte').toProblem(),
})

let count = 0
function sampleBatch(...entries: NewBatch['entries']): NewBatch {
  count += 1
  return { id: `batch_${count}`, requestId: 'req_1', entries }
}

test('a batch is found with each of its files, in their order', async () => {
  const [waiting, known] = [sampleJob(), sampleJob({ cachedReading: sampleReading() })]
  const batch = sampleBatch(waiting, refusal(), known)

  await batches.submit(batch)

  expect(await batches.find(batch.id)).toMatchObject({
    total: 3,
    counts: { queued: 1, completed: 1, refused: 1, deleted: 0 },
  })
  expect(await batches.entries(batch.id, { from: 0, limit: 10 })).toMatchObject([
    { position: 0, job: { id: waiting.id, status: 'queued' }, refusal: undefined },
    { position: 1, filename: 'empty.pdf', job: undefined, refusal: { code: 'file-empty' } },
    { position: 2, job: { id: known.id, status: 'completed' } },
  ])
})

test('its files come in pages', async () => {
  const batch = sampleBatch(sampleJob(), refusal(), sampleJob())
  await batches.submit(batch)

  const page = await batches.entries(batch.id, { from: 1, limit: 1 })

  expect(page.map(({ position }) => position)).toEqual([1])
})

test('its jobs are listed by it', async () => {
  const batch = sampleBatch(sampleJob(), sampleJob())
  await batches.submit(batch)

  const found = await jobs.list({ batchId: batch.id }, { limit: 10 })

  expect(found.map(({ batchId }) => batchId)).toEqual([batch.id, batch.id])
})

test('when one job cannot be kept, nothing of the batch is', async () => {
  const job = sampleJob()
  const batch = sampleBatch(sampleJob(), job, job)

  await expect(batches.submit(batch)).rejects.toThrow()

  expect(await batches.find(batch.id)).toBeUndefined()
  expect(await jobs.find(job.id)).toBeUndefined()
})

test('the same request sent many times at once makes one batch', async () => {
  const idempotency = { key: 'batch-1', fingerprint: 'a' }

  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => batches.submit(sampleBatch(sampleJob()), idempotency)),
  )

  expect(outcomes.filter(({ outcome }) => outcome === 'inserted')).toHaveLength(1)
  expect(outcomes.filter(({ outcome }) => outcome === 'replayed')).toHaveLength(4)
})

test('a key serves one request alone, be it of a batch or of a document', async () => {
  const idempotency = { key: 'batch-2', fingerprint: 'a' }
  await batches.submit(sampleBatch(sampleJob()), idempotency)

  const other = await batches.submit(sampleBatch(sampleJob()), { ...idempotency, fingerprint: 'b' })
  const document = await jobs.submit(sampleJob(), idempotency)

  expect(other).toEqual({ outcome: 'mismatch' })
  expect(document).toEqual({ outcome: 'mismatch' })
})

test('a deleted job is counted, and a batch without jobs goes after a while', async () => {
  const job = sampleJob()
  const [emptied, other] = [sampleBatch(job, refusal()), sampleBatch(sampleJob())]
  await batches.submit(emptied)
  await batches.submit(other)
  await jobs.remove(job.id)
  const before = await batches.find(emptied.id)

  await batches.removeEmpty(3_600_000)
  const young = await batches.find(emptied.id)
  await batches.removeEmpty(-1_000)

  expect(before?.counts).toMatchObject({ deleted: 1, refused: 1 })
  expect(young).toBeDefined()
  expect(await batches.find(emptied.id)).toBeUndefined()
  expect(await batches.find(other.id)).toBeDefined()
})

test('a batch of more rows than one statement takes is kept whole', async () => {
  const batch = sampleBatch(...Array.from({ length: 1_200 }, () => sampleJob()))

  await batches.submit(batch)

  expect((await batches.find(batch.id))?.counts.queued).toBe(1_200)
})
