import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type AnnotatedField, ProblemError } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { createAnnotations, createBlobs, createJobs, createTrainingData } from '@invoice-ml/storage'
import { testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createKeepCopies } from './keep-copies.ts'
import {
  annotatedFields,
  annotatedJob,
  drawPicture,
  seenPage,
} from './testing/annotated-documents.ts'
import { readTrainingCopy } from './training-copy.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const blobs = createBlobs(join(dir, 'blobs'))

let asked: { jobId: string; page: number }[] = []
beforeEach(async () => {
  asked = []
  await database.get().query.deleteFrom('jobs').execute()
})

function keepCopies(keptDays?: number): Promise<number> {
  return createKeepCopies({
    data: createTrainingData(database.get()),
    jobs: createJobs(database.get()),
    blobs,
    renderings: {
      add: async ({ jobId, page }) => {
        asked.push({ jobId, page })
      },
    },
    keptDays,
    logger,
  })()
}

function annotate(): Promise<string> {
  return annotatedJob(database.get(), blobs, { supplier: 'ACME', modelVersion: 'model_1' })
}

function isKept(jobId: string): boolean {
  return existsSync(join(blobs.trainingFolder(jobId), '1.jpg'))
}

async function keptIds(): Promise<string[]> {
  const kept = await createTrainingData(database.get()).kept()
  return kept.map(({ jobId }) => jobId)
}

test('an annotated document is kept, and stays when its pages are erased', async () => {
  const jobId = await annotate()

  const waiting = await keepCopies()
  await blobs.removePages(jobId)

  expect([waiting, isKept(jobId)]).toEqual([0, true])
  expect(await keptIds()).toEqual([jobId])
})

test('pages that nobody has looked at are drawn first', async () => {
  const jobId = await annotate()
  rmSync(blobs.pagePath(jobId, 1))

  const waiting = await keepCopies()
  expect([waiting, asked, isKept(jobId)]).toEqual([1, [{ jobId, page: 1 }], false])
  await drawPicture(blobs.pagePath(jobId, 1))
  const later = await keepCopies()

  expect([later, isKept(jobId)]).toEqual([0, true])
})

test('a page that cannot be drawn is not waited for', async () => {
  const jobId = await annotate()
  rmSync(blobs.pagePath(jobId, 1))
  const problem = new ProblemError('document-unreadable', 'It is damaged').toProblem()
  writeFileSync(`${blobs.pagePath(jobId, 1)}.problem.json`, JSON.stringify(problem))

  const waiting = await keepCopies()

  expect([waiting, asked, isKept(jobId)]).toEqual([0, [], false])
  expect(await keptIds()).toEqual([])
})

test('a document whose words nobody kept cannot be learned from', async () => {
  const jobId = await annotate()
  rmSync(blobs.seenPath(jobId))

  expect(await keepCopies()).toBe(0)
  expect(isKept(jobId)).toBe(false)
})

test('a document that cannot be kept keeps no other from being kept, and is tried again', async () => {
  const [damaged, other] = [await annotate(), await annotate()]
  writeFileSync(blobs.pagePath(damaged, 1), 'no picture')

  const waiting = await keepCopies()

  expect([waiting, isKept(damaged), isKept(other)]).toEqual([1, false, true])
  await drawPicture(blobs.pagePath(damaged, 1))
  expect([await keepCopies(), isKept(damaged)]).toEqual([0, true])
})

test('a page that could not be drawn by a fault of ours is asked for again an hour later', async () => {
  const jobId = await annotate()
  rmSync(blobs.pagePath(jobId, 1))
  const problem = new ProblemError('internal-error', 'The reader crashed').toProblem()
  writeFileSync(`${blobs.pagePath(jobId, 1)}.problem.json`, JSON.stringify(problem))
  expect([await keepCopies(), await keepCopies(), asked]).toEqual([0, 0, []])
  const anHourAgo = new Date(Date.now() - 3_700_000)
  const { query } = database.get()
  await query.updateTable('training_copies').set({ created_at: anHourAgo }).execute()

  expect([await keepCopies(), asked]).toEqual([1, [{ jobId, page: 1 }]])
  await drawPicture(blobs.pagePath(jobId, 1))
  expect([await keepCopies(), isKept(jobId)]).toEqual([0, true])
})

test('a page whose refusal a power cut has torn is asked for again', async () => {
  const jobId = await annotate()
  rmSync(blobs.pagePath(jobId, 1))
  writeFileSync(`${blobs.pagePath(jobId, 1)}.problem.json`, '')

  expect([await keepCopies(), asked]).toEqual([1, [{ jobId, page: 1 }]])

  await drawPicture(blobs.pagePath(jobId, 1))
  expect([await keepCopies(), isKept(jobId)]).toEqual([0, true])
})

/** Says something else of a document. */
async function annotateAnew(jobId: string, fields: AnnotatedField[]): Promise<void> {
  const source = { origin: 'correction', sourceId: 'correction' } as const
  await createAnnotations(database.get()).add({
    jobId,
    ...source,
    state: 'finished',
    fields,
    digest: 'anew',
  })
}

test('a document that could not be kept is kept as soon as it is annotated so that it can be', async () => {
  const jobId = await annotate()
  const [first] = annotatedFields('ACME')
  const unprinted = JSON.stringify([{ label: 'numero_facture', value: 'F-9' }])
  await database.get().pool.query('update annotations set fields = $1', [unprinted])
  expect([await keepCopies(), isKept(jobId)]).toEqual([0, false])

  await annotateAnew(jobId, first ? [first] : [])

  expect([await keepCopies(), isKept(jobId)]).toEqual([0, true])
})

test('a page on which somebody draws later comes to the copy, whose pages stay though they are erased', async () => {
  const jobId = await annotate()
  writeFileSync(
    blobs.seenPath(jobId),
    gzipSync(JSON.stringify([seenPage(), { ...seenPage(), number: 2, words: [] }])),
  )
  await keepCopies()
  rmSync(blobs.pagePath(jobId, 1))
  await drawPicture(blobs.pagePath(jobId, 2))
  const [first] = annotatedFields('ACME')

  await annotateAnew(jobId, first ? [first, { ...first, page: 2 }] : [])
  const waiting = await keepCopies()

  const copy = await readTrainingCopy(blobs.trainingFolder(jobId))
  expect(waiting).toBe(0)
  expect(copy?.pages.map(({ number }) => number)).toEqual([1, 2])
  expect([1, 2].map((page) => existsSync(copy?.picture(page) ?? ''))).toEqual([true, true])
  expect(readdirSync(blobs.trainingFolder(jobId)).toSorted()).toEqual([
    '1.jpg',
    '2.jpg',
    'pages.json.gz',
  ])
})

test('the copy goes when the annotation is taken back', async () => {
  const jobId = await annotate()
  await keepCopies()
  await database
    .get()
    .query.updateTable('annotations')
    .set({ state: 'deleted' })
    .where('job_id', '=', jobId)
    .execute()

  await keepCopies()

  expect(isKept(jobId)).toBe(false)
  expect(await keptIds()).toEqual([])
})

test('the copy goes after retention.training_days, and does not come back', async () => {
  const jobId = await annotate()
  await keepCopies(2)
  const { query } = database.get()
  const old = new Date(Date.now() - 3 * 86_400_000)
  await query.updateTable('training_copies').set({ created_at: old }).execute()
  await query.updateTable('annotations').set({ created_at: old }).execute()

  await keepCopies(2)
  await keepCopies(2)

  expect(isKept(jobId)).toBe(false)
})

test('two schedulers that keep the same document keep it once', async () => {
  const jobId = await annotate()

  await Promise.all([keepCopies(), keepCopies(), keepCopies()])

  expect(isKept(jobId)).toBe(true)
  expect(await keptIds()).toEqual([jobId])
})
