import type { Reading } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { createCorrections } from './corrections.ts'
import { createJobs } from './jobs.ts'
import { readSupplierQuality } from './supplier-quality.ts'

const database = testDatabase()

type Supply = { name: string; count: number; confidence: number; daysAgo: number }

/** Documents of a supplier as if they had been read then. */
async function supply({ name, count, confidence, daysAgo }: Supply): Promise<string[]> {
  const ids: string[] = []
  const jobs = createJobs(database.get())
  const reading: Reading = sampleReading({ overall_confidence: confidence })
  for (let i = 0; i < count; i++) {
    const job = sampleJob({ cachedReading: reading })
    await jobs.submit(job)
    await database.get().pool.query(
      `update jobs set cached = false, supplier = $2, supplier_siren = null,
         extracted_at = now() - make_interval(days => $3) where id = $1`,
      [job.id, name, daysAgo],
    )
    ids.push(job.id)
  }
  return ids
}

/** Somebody looks at a document and leaves it as it is, but for what is given. */
async function judge(jobId: string, own: Partial<Reading> = {}): Promise<void> {
  await createCorrections(database.get()).save({
    jobId,
    version: 1,
    corrections: { fields: [] },
    amended: sampleReading({ overall_confidence: 1, ...own }),
    lesson: undefined,
    requestId: 'req_1',
  })
}

afterEach(async () => {
  await database.get().pool.query('delete from jobs')
})

test('a supplier that is read less well than before is told of, unless there are too few documents to say', async () => {
  await supply({ name: 'Steady', count: 5, confidence: 0.9, daysAgo: 60 })
  await supply({ name: 'Steady', count: 5, confidence: 0.9, daysAgo: 3 })
  await supply({ name: 'Drifting', count: 6, confidence: 0.9, daysAgo: 60 })
  await supply({ name: 'Drifting', count: 5, confidence: 0.5, daysAgo: 3 })
  await supply({ name: 'Rare', count: 5, confidence: 0.9, daysAgo: 60 })
  await supply({ name: 'Rare', count: 1, confidence: 0.1, daysAgo: 3 })

  const suppliers = await readSupplierQuality(database.get())

  expect(suppliers.map(({ name }) => name)).toEqual(['Drifting'])
  expect(suppliers[0]?.last30Days).toEqual({
    documents: 5,
    meanConfidence: expect.closeTo(0.5),
    correctedShare: 0,
  })
  expect(suppliers[0]?.before.documents).toBe(6)
})

test('who confirms what was read has corrected nothing', async () => {
  const [name] = sampleReading().fields
  const lines = [{ description: 'Support', amount: '200.00', confidence: 1 }]
  await supply({ name: 'ACME SARL', count: 5, confidence: 0.9, daysAgo: 60 })
  const read = await supply({ name: 'ACME SARL', count: 5, confidence: 0.8, daysAgo: 3 })
  const [right = '', spurious = '', missed = ''] = read
  await judge(right)
  await judge(spurious, { fields: name ? [name] : [] })
  await judge(missed, { lines })

  const [supplier] = await readSupplierQuality(database.get())

  expect(supplier?.last30Days.correctedShare).toBe(0.4)
})
