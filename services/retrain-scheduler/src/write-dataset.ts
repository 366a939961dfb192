import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import type { Page } from '@invoice-ml/extraction'
import type { AnnotatedDocument } from '@invoice-ml/storage'
import { wordsTsv } from '@invoice-ml/vision'
import { z } from 'zod'
import { type LabelledBox, locateFields } from './locate-fields.ts'
import { writeWhole } from './model-files.ts'
import { sync } from './sync.ts'
import type { LendCopy, TrainingCopy } from './training-copy.ts'

const WrittenDataset = z.object({
  pages: z.int(),
  /** SHA-256 over which documents it holds, and what was said of them. */
  digest: z.string(),
  /** Of which jobs; none where code that did not note them has written it. */
  documents: z.array(z.string()).default([]),
})
export type WrittenDataset = z.infer<typeof WrittenDataset>

// Its presence says that nothing is missing.
const writtenFile = 'written.json'
// Of four pages at most, each of which takes 0.3 MB of the trainer's memory. Two cores see two thousand pages in the twelve minutes
// of a training; what older documents taught lies in the model that is gone on from.
const mostDocuments = 1_000
const kinds = ['images', 'labels', 'words'] as const
// What the model that serves was less sure of teaches nothing.
const leastSure = 0.5

/** What a data set was noted to hold; undefined when it is not whole. */
export async function readWritten(folder: string): Promise<WrittenDataset | undefined> {
  const text = await readFile(join(folder, writtenFile), 'utf8').catch(undefinedIfMissing)
  return text === undefined ? undefined : WrittenDataset.parse(JSON.parse(text))
}

/** Notes that a data set is whole. */
export function noteWritten(folder: string, written: WrittenDataset): Promise<void> {
  return writeWhole(folder, writtenFile, written)
}

/**
 * Writes annotated documents, given the oldest first, as a data set in the trainer's format: the newest 1,000 of them. One that
 * was there is replaced.
 */
export async function writeDataset(
  folder: string,
  documents: AnnotatedDocument[],
  lendCopy: LendCopy,
): Promise<WrittenDataset> {
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  for (const kind of kinds)
    await mkdir(join(partial, kind, 'train'), { recursive: true, mode: 0o700 })
  const digest = createHash('sha256')
  const held: string[] = []
  let pages = 0
  for (const document of documents.slice(-mostDocuments)) {
    const written = await lendCopy(document.jobId, (copy) => writeDocument(partial, document, copy))
    if (written === undefined) continue
    digest.update(`${document.jobId} ${document.annotationId}\n`)
    held.push(document.jobId)
    pages += written
  }
  const names = detectorLabels.map((label, index) => `  ${index}: ${label}\n`).join('')
  await write(
    join(partial, 'dataset.yaml'),
    `path: .\ntrain: images/train\nval: images/train\nnames:\n${names}`,
  )
  for (const kind of kinds) await sync(join(partial, kind, 'train'))
  await rm(folder, { recursive: true, force: true })
  await rename(partial, folder)
  return { pages, digest: digest.digest('hex'), documents: held }
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** What is noted to be whole must be so after a power cut as well. */
function write(path: string, text: string): Promise<void> {
  return writeFile(path, text, { flush: true })
}

async function writeDocument(
  folder: string,
  { jobId, fields }: AnnotatedDocument,
  { pages, picture }: TrainingCopy,
): Promise<number> {
  const places = locateFields(pages, fields)
  for (const page of pages) {
    const name = `${jobId}-${page.number}`
    const boxes = [...places.filter((place) => place.page === page.number), ...tableOf(page)]
    const image = join(folder, 'images/train', `${name}.jpg`)
    await copyFile(picture(page.number), image)
    await sync(image)
    await write(join(folder, 'words/train', `${name}.tsv`), wordsTsv(page.words))
    await write(join(folder, 'labels/train', `${name}.txt`), boxes.map(yoloLine).join('\n'))
  }
  return pages.length
}

/** People confirm fields, not tables: what the model knew of a table it shall not forget. */
function tableOf({ number, regions }: Page): LabelledBox[] {
  const [best] = regions
    .filter(({ label, confidence }) => label === 'lignes' && confidence >= leastSure)
    .toSorted((a, b) => b.confidence - a.confidence)
  return best ? [{ label: 'lignes', page: number, box: best.box }] : []
}

/** `class cx cy w h`, fractions of the page. */
function yoloLine({ label, box }: LabelledBox): string {
  const { x, y, width, height } = box
  const numbers = [x + width / 2, y + height / 2, width, height].map((value) => value.toFixed(5))
  return [detectorLabels.indexOf(label), ...numbers].join(' ')
}
