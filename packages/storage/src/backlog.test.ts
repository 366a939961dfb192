import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { readBacklog } from './backlog.ts'
import { createCorrections } from './corrections.ts'
import { createJobs } from './jobs.ts'

const database = testDatabase()

test('what waits is counted by lane, with the age of the oldest, and what is to be reviewed', async () => {
  const jobs = createJobs(database.get())
  const [old, young, read] = [sampleJob(), sampleJob(), sampleJob()]
  await jobs.submit(old)
  await jobs.submit(young)
  await jobs.submit(sampleJob({ priority: 'batch' }))
  await jobs.submit(sampleJob({ cachedReading: sampleReading({ needs_review: true }) }))
  await jobs.submit(read)
  await jobs.claim({ id: read.id, token: 'claim' }, 60_000)
  await age(old.id, '90 seconds')

  const backlog = await readBacklog(database.get())

  expect(backlog).toMatchObject({ processing: 1, toReview: 1 })
  expect(backlog.waiting.interactive.jobs).toBe(2)
  expect(Math.floor(backlog.waiting.interactive.oldestSeconds / 60)).toBe(1)
  expect(backlog.waiting.batch.jobs).toBe(1)
  expect(backlog.waiting.batch.oldestSeconds).toBeLessThan(60)
})

test('a supplier that is corrected more than before can be found by SQL', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => completed()))
  for (const id of ids.slice(2)) await age(id, '60 days')
  await correct(ids[0] ?? '')

  const { rows } = await database
    .get()
    .pool.query("select * from api.supplier_quality where fournisseur_siren = '732829320'")

  expect(rows).toMatchObject([
    { documents: '2', mean_confidence: '0.9000', corrected_share: '0.5000' },
  ])
  expect(rows).toMatchObject([{ documents_before: '2', corrected_share_before: '0.0000' }])
})

const reading = sampleReading({
  overall_confidence: 0.9,
  fields: [
    {
      label: 'fournisseur_siren',
      value: '732829320',
      raw: '732829320',
      confidence: 0.9,
      source: 'text_layer',
      checks: [],
    },
  ],
})

async function completed(): Promise<string> {
  const jobs = createJobs(database.get())
  const job = sampleJob()
  await jobs.submit(job)
  await jobs.claim({ id: job.id, token: 'claim' }, 60_000)
  await jobs.complete({ id: job.id, token: 'claim' }, { reading, cached: false })
  return job.id
}

async function correct(jobId: string): Promise<void> {
  const job = await createJobs(database.get()).find(jobId)
  await createCorrections(database.get()).save({
    jobId,
    version: job?.version ?? 0,
    corrections: { fields: [] },
    amended: {
      ...reading,
      overall_confidence: 1,
      fields: [...reading.fields, ...sampleReading().fields],
    },
    lesson: undefined,
    requestId: 'req_0123456789abcdef',
  })
}

async function age(jobId: string, by: string): Promise<void> {
  const text = `update jobs set created_at = created_at - $2::interval, extracted_at = extracted_at - $2::interval where id = $1`
  await database.get().pool.query(text, [jobId, by])
}
