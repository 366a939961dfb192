import type { Corrections, SupplierLesson } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { type Correction, createCorrections } from './corrections.ts'
import { createJobs } from './jobs.ts'

const database = testDatabase()

/** A completed job, and a correction of it. */
async function corrected(own: Partial<Correction> = {}) {
  const jobs = createJobs(database.get())
  const job = sampleJob({ cachedReading: sampleReading({ needs_review: true }) })
  await jobs.submit(job)
  const correction: Correction = {
    jobId: job.id,
    version: 1,
    corrections: { fields: [] },
    amended: sampleReading({ overall_confidence: 1 }),
    lesson: undefined,
    requestId: 'req_1',
    ...own,
  }
  return { jobs, id: job.id, correction, store: createCorrections(database.get()) }
}

function lessonOf(...keys: string[]): SupplierLesson {
  return { keys, look: ['facture'], parties: [], anchors: [] }
}

async function historyOf(id: string) {
  const { rows } = await database
    .get()
    .pool.query<{ corrections: Corrections; replaced: unknown }>(
      'select corrections, replaced from corrections where job_id = $1 order by id',
      [id],
    )
  return rows
}

test('a corrected job has the new reading, and another version', async () => {
  const { jobs, id, correction, store } = await corrected()

  const isSaved = await store.save(correction)

  const job = await jobs.find(id)
  expect(isSaved).toBe(true)
  expect(job).toMatchObject({ version: 2, reading: { overall_confidence: 1, needs_review: false } })
  expect(await jobs.list({ needsReview: true }, { limit: 500 })).not.toContainEqual(
    expect.objectContaining({ id }),
  )
})

test('what stood there before is kept with each correction', async () => {
  const { id, correction, store } = await corrected()
  const second: Corrections = { fields: [{ label: 'devise', value: 'CHF' }] }

  await store.save(correction)
  await store.save({ ...correction, version: 2, corrections: second })

  expect(await historyOf(id)).toMatchObject([
    { corrections: { fields: [] }, replaced: { needs_review: true } },
    { corrections: second, replaced: { needs_review: false } },
  ])
})

test('a document that was sent to a person counts as that, whatever she says of it', async () => {
  const { jobs, correction, store } = await corrected()
  const figures = async () => {
    const { needingReview, averageConfidence } = await jobs.stats()
    // Two, since midnight may pass meanwhile.
    const days = (await jobs.history(2)).filter(({ completed }) => completed > 0)
    return { needingReview, averageConfidence, days }
  }
  const before = await figures()

  await store.save(correction)
  await store.save({ ...correction, version: 2 })

  expect(await figures()).toEqual(before)
})

test('a correction of what is no longer there changes nothing', async () => {
  const { jobs, id, correction, store } = await corrected({ version: 7 })

  const isSaved = await store.save({ ...correction, lesson: lessonOf('vat:FR7') })

  expect(isSaved).toBe(false)
  expect((await jobs.find(id))?.version).toBe(1)
  expect(await historyOf(id)).toEqual([])
  expect(await store.findLessons(['vat:FR7'])).toEqual([])
})

test('a lesson is found by any of its keys, the newest first', async () => {
  const [older, newer] = [await corrected(), await corrected()]
  await older.store.save({ ...older.correction, lesson: lessonOf('vat:FR1', 'name:acme') })
  await newer.store.save({ ...newer.correction, lesson: lessonOf('name:acme') })

  const found = await older.store.findLessons(['name:acme', 'name:other'])

  expect(found).toEqual([lessonOf('name:acme'), lessonOf('vat:FR1', 'name:acme')])
  expect(await older.store.findLessons([])).toEqual([])
  expect(await older.store.findLessons(['name:other'])).toEqual([])
})

test('a document teaches what was said of it last', async () => {
  const { correction, store } = await corrected()
  await store.save({ ...correction, lesson: lessonOf('vat:FR2') })

  await store.save({ ...correction, version: 2, lesson: lessonOf('vat:FR3') })

  expect(await store.findLessons(['vat:FR2', 'vat:FR3'])).toEqual([lessonOf('vat:FR3')])
})

test('what was learned from a document is erased with it', async () => {
  const { jobs, id, correction, store } = await corrected()
  await store.save({ ...correction, lesson: lessonOf('vat:FR4') })

  await jobs.remove(id)

  expect(await store.findLessons(['vat:FR4'])).toEqual([])
  expect(await historyOf(id)).toEqual([])
})

test('texts that PostgreSQL cannot hold are no reason to fail', async () => {
  const { correction, store } = await corrected({ lesson: lessonOf('name:nul\0') })

  expect(await store.save(correction)).toBe(true)
  expect(await store.findLessons(['name:nul\0'])).toHaveLength(1)
})
