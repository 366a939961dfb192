import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { readJobStats } from './job-stats.ts'
import { createJobs } from './jobs.ts'

const database = testDatabase()

afterEach(async () => {
  await database.get().pool.query('delete from jobs')
})

/** A document that waited so long, and was then read. */
async function read(priority: 'interactive' | 'batch', waitedMs: number, readingMs: number) {
  const job = { ...sampleJob({ cachedReading: sampleReading() }), priority }
  await createJobs(database.get()).submit(job)
  await database.get().pool.query(
    `update jobs set cached = false, extracted_at = now(), duration_ms = $2::integer + $3::integer,
       started_at = now() - make_interval(secs => $3 / 1000.0) where id = $1`,
    [job.id, waitedMs, readingMs],
  )
}

test('the time of an answer has the wait of a single document in it', async () => {
  await read('interactive', 5_000, 300)

  expect((await readJobStats(database.get())).p95DurationMs).toBeCloseTo(5_300)
})

test('that the documents of a batch wait for each other makes no answer slower', async () => {
  for (const waitedMs of [0, 60_000, 120_000]) await read('batch', waitedMs, 300)

  const stats = await readJobStats(database.get())

  expect(stats.p50DurationMs).toBeCloseTo(300)
  expect(stats.p95DurationMs).toBeCloseTo(300)
})
