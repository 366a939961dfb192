import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { beforeAll, expect, test } from 'vitest'
import { createJobs, type Jobs } from './jobs.ts'
import type { JobFilter } from './list-jobs.ts'

const database = testDatabase()
let jobs: Jobs
beforeAll(async () => {
  jobs = createJobs(database.get())
  const reviewed = sampleReading({ needs_review: true })
  // Two may be of one millisecond, and the higher identifier counts as newer then.
  const named = (number: number) => ({ id: `job_${number}`, externalId: `ERP-${number}` })
  await jobs.submit(sampleJob({ ...named(1), filename: '100%.pdf' }))
  await jobs.submit(sampleJob({ ...named(2), cachedReading: sampleReading() }))
  await jobs.submit(sampleJob({ ...named(3), cachedReading: reviewed }))
})

async function found(filter: JobFilter): Promise<(string | undefined)[]> {
  return (await jobs.list(filter, { limit: 10 })).map(({ externalId }) => externalId)
}

test.each([
  [{}, ['ERP-3', 'ERP-2', 'ERP-1']],
  [{ status: 'queued' }, ['ERP-1']],
  [{ needsReview: true }, ['ERP-3']],
  [{ externalId: 'ERP-2' }, ['ERP-2']],
  [{ supplier: 'Acme' }, ['ERP-3', 'ERP-2']],
  [{ text: 'ACME' }, ['ERP-3', 'ERP-2']],
  [{ text: '0%.' }, ['ERP-1']],
  [{ text: '%' }, ['ERP-1']],
  [{ createdBefore: new Date(0) }, []],
  [{ createdAfter: new Date(0), status: 'completed' }, ['ERP-3', 'ERP-2']],
] satisfies [JobFilter, string[]][])('%j finds %j, the newest first', async (filter, expected) => {
  const ids = await found(filter)

  expect(ids).toEqual(expected)
})

test('pages follow each other without gap or double, even for jobs of the same moment', async () => {
  await database.get().pool.query("update jobs set created_at = '2026-01-15T10:30:00.123Z'")
  const all = await jobs.list({}, { limit: 10 })

  const pages = []
  for (let after = undefined as (typeof all)[0] | undefined; pages.length < 3; after = pages.at(-1))
    pages.push(...(await jobs.list({}, { limit: 1, after })))

  expect(pages.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
})

test('the figures count what is stored', async () => {
  const stats = await jobs.stats()

  expect(stats).toMatchObject({
    completed: 2,
    failed: 0,
    completedLast24h: 2,
    needingReview: 1,
    cached: 2,
    queued: 1,
    processing: 0,
  })
  expect(stats.averageConfidence).toBeCloseTo(0.94)
  expect(await jobs.countOpen()).toEqual({ processing: 0, interactive: 1, batch: 0 })
})
