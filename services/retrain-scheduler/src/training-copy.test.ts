import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { learnRanker } from './learn-ranker.ts'
import { drawPicture, seenPage } from './testing/annotated-documents.ts'
import { createLendCopy, readTrainingCopy, writeTrainingCopy } from './training-copy.ts'
import { writeDataset } from './write-dataset.ts'

const folder = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })
const lendCopy = createLendCopy(
  { trainingFolder: (name) => join(folder, 'training', name), lend: (path, use) => use(path) },
  logger,
)

async function copied(name: string) {
  const picture = join(folder, `${name}.jpg`)
  await drawPicture(picture, { width: 1_240, height: 1_754 })
  const copy = join(folder, 'training', name)
  await writeTrainingCopy(copy, [seenPage()], () => readFile(picture))
  return copy
}

test('a copy holds what was seen, and a picture that is no larger than needed', async () => {
  const copy = await readTrainingCopy(await copied('one'))

  const { width, height } = await sharp(copy?.picture(1)).metadata()
  expect(copy?.pages).toEqual([seenPage()])
  expect([width, height]).toEqual([633, 896])
  expect(await readdir(join(folder, 'training'))).toEqual(['one'])
})

test('a copy that cannot be finished leaves nothing of its pages', async () => {
  const copies = join(folder, 'half')
  const pages = [seenPage(), { ...seenPage(), number: 2 }]
  const picture = join(folder, 'half.jpg')
  await drawPicture(picture, { width: 1_240, height: 1_754 })

  const copying = writeTrainingCopy(join(copies, 'one'), pages, async (page) =>
    page === 1 ? readFile(picture) : undefined,
  )

  await expect(copying).rejects.toThrow('is gone')
  expect(await readdir(copies)).toEqual([])
})

test('there is no copy where nothing was kept', async () => {
  expect(await readTrainingCopy(join(folder, 'training', 'none'))).toBeUndefined()
})

test('a data set holds words, and boxes as they were drawn or where their value is printed', async () => {
  await copied('job_two')
  const bbox = { x: 0.5, y: 0.5, width: 0.2, height: 0.02 }
  const fields = [
    { label: 'montant_ttc' as const, value: '1250.00 EUR', page: 1, bbox },
    { label: 'numero_facture' as const, value: 'F-2026-001' },
    { label: 'date_facture' as const, value: '1999-01-01' },
  ]
  const document = { jobId: 'job_two', annotationId: '7', fields }

  const written = await writeDataset(join(folder, 'set'), [document], lendCopy)

  const labels = await readFile(join(folder, 'set/labels/train/job_two-1.txt'), 'utf8')
  const words = await readFile(join(folder, 'set/words/train/job_two-1.tsv'), 'utf8')
  expect(written).toEqual({
    pages: 1,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    documents: ['job_two'],
  })
  expect(labels.split('\n')).toEqual([
    '6 0.60000 0.51000 0.20000 0.02000',
    '0 0.25000 0.11000 0.10000 0.02000',
    '29 0.50000 0.50000 0.80000 0.20000',
  ])
  expect(words).toContain('F-2026-001')
})

test('a copy that is damaged is left out, and the others are learned from', async () => {
  const damaged = await copied('job_damaged')
  await writeFile(join(damaged, 'pages.json.gz'), '')
  await copied('job_whole')
  const documentOf = (jobId: string) => ({ jobId, annotationId: '7', fields: [], supplier: 1 })
  const documents = ['job_damaged', 'job_whole'].map(documentOf)

  const written = await writeDataset(join(folder, 'some'), documents, lendCopy)

  expect(written.pages).toBe(1)
  expect(await readdir(join(folder, 'some/images/train'))).toEqual(['job_whole-1.jpg'])
  await expect(learnRanker(documents, lendCopy)).resolves.toMatchObject({ documents: 1 })
})
