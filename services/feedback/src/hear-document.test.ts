import { join } from 'node:path'
import type { CorrectedField, FieldLabel } from '@invoice-ml/contracts'
import { type ApplyDependencies, applyCorrections } from '@invoice-ml/review'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import {
  createAnnotations,
  createAuditTrail,
  createBlobs,
  createCorrections,
  createJobs,
  createReviewRequests,
} from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createHearDocument } from './hear-document.ts'
import type { Annotation, Task } from './label-studio/shapes.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const source = { origin: 'label_studio', sourceId: 'document' } as const
const project = { projectId: 1, createdAt: new Date('2026-01-01T00:00:00Z') }

function dependencies(): ApplyDependencies {
  return {
    jobs: createJobs(database.get()),
    blobs: createBlobs(join(dir, 'blobs')),
    corrections: createCorrections(database.get()),
    cache: { putCorrected: async () => {}, remove: async () => {} },
    signals: { jobChanged: async () => {} },
    reviewMetrics: { corrected: () => {} },
    modelDir: join(dir, 'models'),
    logger,
  }
}

function hearing(metrics = createMetrics('test')) {
  return createHearDocument({
    ...dependencies(),
    annotations: createAnnotations(database.get()),
    reviews: createReviewRequests(database.get()),
    trail: createAuditTrail(database.get(), { onTrouble: () => {} }),
    trainingDays: undefined,
    logger,
    metrics,
  })
}

/** A document of ACME of which only the total was read. */
async function aJob(): Promise<string> {
  const fields = sampleReading().fields.filter(({ label }) => label === 'montant_ttc')
  const job = sampleJob({ cachedReading: sampleReading({ fields }) })
  await createJobs(database.get()).submit(job)
  return job.id
}

function boxes(texts: Partial<Record<FieldLabel, string>>): unknown[] {
  const place = { x: 10, y: 5, width: 20, height: 3, rotation: 0 }
  return Object.entries(texts).flatMap(([label, text]) => [
    { id: label, type: 'rectanglelabels', value: { ...place, rectanglelabels: [label] } },
    { id: label, type: 'textarea', value: { ...place, text: [text] } },
  ])
}

/** The task of its page, annotated with these texts or not at all. */
function task(
  jobId: string,
  texts?: Partial<Record<FieldLabel, string>>,
  own: Partial<Annotation> = {},
): Task {
  const now = new Date(Date.now() + 1_000).toISOString()
  const annotation: Annotation = {
    id: 3,
    result: boxes(texts ?? {}),
    was_cancelled: false,
    created_at: now,
    updated_at: now,
    ...own,
  }
  return {
    id: 1,
    data: { job_id: jobId, page: 1 },
    updated_at: now,
    annotations: texts ? [annotation] : [],
    predictions: [{ result: boxes({ montant_ttc: '1250.00 EUR' }) }],
  }
}

/** The tasks of a document of two pages: the number is to stand on the first, the total on the second. */
function twoPages(
  jobId: string,
  texts: [Partial<Record<FieldLabel, string>>?, Partial<Record<FieldLabel, string>>?],
): Task[] {
  return [1, 2].map((page) => ({
    ...task(jobId, texts[page - 1]),
    id: page,
    data: { job_id: jobId, page, pages: 2 },
    predictions: [{ result: page === 2 ? boxes({ montant_ttc: '1250.00 EUR' }) : [] }],
  }))
}

async function correct(jobId: string, field: CorrectedField): Promise<void> {
  const corrections = { fields: [field] }
  const decide = async () => ({ corrections })
  await applyCorrections({ jobId, requestId: 'req_1', decide }, dependencies())
}

async function valuesOf(jobId: string): Promise<Partial<Record<FieldLabel, string>>> {
  const job = await createJobs(database.get()).find(jobId)
  return Object.fromEntries(job?.reading?.fields.map(({ label, value }) => [label, value]) ?? [])
}

test('an annotation that is updated leaves what somebody has added by API where it is', async () => {
  const jobId = await aJob()
  const hear = hearing()
  const bbox = { x: 0.5, y: 0.5, width: 0.1, height: 0.1 }
  await correct(jobId, { label: 'numero_commande', value: 'C-1', page: 1, bbox })
  await hear(jobId, [task(jobId, { montant_ttc: '1250.00 EUR', numero_facture: 'F-1' })], project)

  await hear(jobId, [task(jobId, { montant_ttc: '1300.00 EUR' })], project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1300.00 EUR', numero_commande: 'C-1' })
})

test('a page whose task is deleted takes nothing of what was said of it, and the document counts no more', async () => {
  const jobId = await aJob()
  const hear = hearing()
  const said = [{ numero_facture: 'F-1' }, { montant_ttc: '1300.00 EUR' }] as const
  await hear(jobId, twoPages(jobId, [...said]), project)

  await hear(jobId, twoPages(jobId, [...said]).slice(0, 1), project)

  expect(await valuesOf(jobId)).toEqual({ numero_facture: 'F-1', montant_ttc: '1300.00 EUR' })
  expect((await createAnnotations(database.get()).latest(jobId, source))?.state).toBe('deleted')
})

test('a page whose task is deleted before it was submitted does not make the document finished', async () => {
  const jobId = await aJob()

  await hearing()(jobId, twoPages(jobId, [{ numero_facture: 'F-1' }]).slice(0, 1), project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1250.00 EUR' })
  expect(await createAnnotations(database.get()).latest(jobId, source)).toBeUndefined()
})

test('of tasks that do not say how many pages there are, as many are missed as were sent', async () => {
  const jobId = await aJob()
  const reviews = createReviewRequests(database.get())
  await reviews.ask(jobId)
  await reviews.sent(jobId, { project, taskIds: [1, 2] })

  await hearing()(jobId, [task(jobId, { montant_ttc: '1300.00 EUR' })], project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1250.00 EUR' })
})

test('a document whose boxes were all removed has none of the fields that were shown', async () => {
  const jobId = await aJob()

  await hearing()(jobId, [task(jobId, {})], project)

  expect(await valuesOf(jobId)).toEqual({})
  expect(await createJobs(database.get()).find(jobId)).toMatchObject({
    reading: { needs_review: false },
  })
})

test('an annotation of which all boxes are removed by an update takes back what it had said', async () => {
  const jobId = await aJob()
  const hear = hearing()
  await hear(jobId, [task(jobId, { montant_ttc: '1300.00 EUR', numero_facture: 'F-1' })], project)

  await hear(jobId, [task(jobId, {})], project)

  expect(await valuesOf(jobId)).toEqual({})
})

test('a box that cannot be used is counted, be it the only one', async () => {
  const jobId = await aJob()
  const metrics = createMetrics('test')
  const result = boxes({ montant_ttc: '1300.00 EUR' }).slice(1)

  await hearing(metrics)(jobId, [task(jobId, {}, { result })], project)

  expect(await metrics.registry.metrics()).toMatch(/troubles_total\{.*reason="without-label".*\} 1/)
})

test('a page with nothing to read, submitted empty, takes nothing away', async () => {
  const jobId = await aJob()

  await hearing()(jobId, twoPages(jobId, [{}, { montant_ttc: '1250.00 EUR' }]), project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1250.00 EUR' })
})

test('a document of which nothing was shown, submitted empty, keeps what it has', async () => {
  const jobId = await aJob()

  await hearing()(jobId, [{ ...task(jobId, {}), predictions: [{ result: [] }] }], project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1250.00 EUR' })
})

test('an empty annotation that is skipped takes nothing away', async () => {
  const jobId = await aJob()

  await hearing()(jobId, [task(jobId, {}, { was_cancelled: true })], project)

  expect(await valuesOf(jobId)).toEqual({ montant_ttc: '1250.00 EUR' })
  expect((await createAnnotations(database.get()).latest(jobId, source))?.state).toBe('skipped')
})

test('a document that waits anew in another project keeps what was said of it in the former', async () => {
  const jobId = await aJob()
  const hear = hearing()
  await hear(jobId, [task(jobId, { montant_ttc: '1300.00 EUR' })], project)
  const next = { projectId: 1, createdAt: new Date('2026-02-02T00:00:00Z') }

  await hear(jobId, [task(jobId)], next)
  const stands = await createAnnotations(database.get()).latest(jobId, source)
  await hear(jobId, [task(jobId)], project)

  expect(stands?.state).toBe('finished')
  expect((await createAnnotations(database.get()).latest(jobId, source))?.state).toBe('deleted')
})

test('what is said of a document that is not here leaves no trace', async () => {
  const { id } = sampleJob()
  const metrics = createMetrics('test')

  await hearing(metrics)(id, [task(id, { montant_ttc: '1300.00 EUR' })], project)

  const noted = await database.get().pool.query('select from audit_log where target = $1', [id])
  expect(noted.rowCount).toBe(0)
  expect(await metrics.registry.metrics()).not.toContain('annotations_total{')
})
