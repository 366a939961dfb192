import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Progress } from '@invoice-ml/contracts'
import { createLogger, createMetrics, Settings, untraced } from '@invoice-ml/runtime'
import { createBlobs, createCorrections, createJobs } from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createReadDocument } from './read-document.ts'
import type { ReaderPool } from './reader-pool.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'debug', dir, file: 'system.log' })
const blobs = createBlobs(testFolder())
const settings = Settings.parse({
  api: { max_pages: 7, max_megapixels: 12, confidence_threshold: 0.9 },
  worker: { document_timeout_seconds: 3, page_timeout_seconds: 2 },
})

/** Reads a job of which pages 1-2 are wanted; `ask` stands for the readers. */
async function read(ask: ReaderPool['ask'], onProgress: (progress: Progress) => void = () => {}) {
  const jobs = createJobs(database.get())
  const { id } = sampleJob()
  await jobs.submit(sampleJob({ id, options: { pages: '1-2' } }))
  const job = await jobs.find(id)
  if (!job) throw new Error('The job was submitted above')
  const metrics = createMetrics('test')
  const readDocument = createReadDocument({
    pool: { ask },
    blobs,
    corrections: createCorrections(database.get()),
    settings,
    metrics: createWorkerMetrics(metrics),
    tracer: untraced,
    logger,
  })
  const { signal } = new AbortController()
  const span = untraced.start('read')
  return { id, metrics, reading: await readDocument(job, { signal, onProgress, span }) }
}

const timings = { text_layer: 1_500, rasterize: 0, recognize: 0, detect: 0, extract: 1 }

const reads: ReaderPool['ask'] = async ({ id }) => ({
  type: 'done',
  id,
  reading: sampleReading(),
  timings,
  pagesRead: 2,
})

test('a reader is asked for the document of the job, within the limits of the settings', async () => {
  const asked: Parameters<ReaderPool['ask']>[] = []

  const { id } = await read((...request) => {
    asked.push(request)
    return reads(...request)
  })

  expect(asked).toMatchObject([
    [
      {
        type: 'read',
        path: blobs.documentPath(id, 'application/pdf'),
        mediaType: 'application/pdf',
        options: { pages: '1-2' },
        limits: { maxPages: 7, maxMegapixels: 12 },
        confidenceThreshold: 0.9,
        seenPath: blobs.seenPath(id),
      },
      { deadlineMs: 3_000, perPageMs: 2_000 },
    ],
  ])
})

test('what was read is the answer, and its stages are measured', async () => {
  const { reading, metrics } = await read(reads)

  expect(reading).toEqual(sampleReading())
  const text = await metrics.registry.metrics()
  expect(text).toMatch(
    /invoiceml_stage_duration_seconds_sum\{[^}]*stage="text_layer"[^}]*\} 1\.5$/m,
  )
  expect(text).not.toContain('stage="recognize"')
})

test('how long each stage of a document took stands in the log at the level debug', async () => {
  const { id } = await read(reads)

  const lines = readFileSync(join(dir, 'system.log'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      level: 'debug',
      message: 'document read',
      jobId: id,
      stagesMs: timings,
    }),
  )
})

test('how far the reader is, is told', async () => {
  const told: Progress[] = []

  await read(
    (request, options) => {
      const { id } = request
      options.onProgress({ type: 'progress', id, stage: 'recognize', page: 2, pages: 2 })
      return reads(request, options)
    },
    (progress) => told.push(progress),
  )

  expect(told).toEqual([{ stage: 'recognize', page: 2, pages: 2 }])
})

test('what the reader refuses is a problem of the document', async () => {
  const reading = read(async ({ id }) => ({
    type: 'failed',
    id,
    code: 'too-many-pages',
    detail: '8 pages, 7 are allowed',
  }))

  await expect(reading).rejects.toMatchObject({
    name: 'ProblemError',
    code: 'too-many-pages',
    message: '8 pages, 7 are allowed',
  })
})

test('an answer to another question is a fault of ours', async () => {
  const reading = read(async ({ id }) => ({ type: 'rendered', id }))

  await expect(reading).rejects.toThrow('The reader answered rendered')
})
