import { createHash } from 'node:crypto'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import type { Page } from '@invoice-ml/extraction'
import type { AnnotatedDocument } from '@invoice-ml/storage'
import { wordsTsv } from '@invoice-ml/vision'
import { type LabelledBox, locateFields } from './locate-fields.ts'
import type { LendCopy, TrainingCopy } from './training-copy.ts'

export type WrittenDataset = {
  pages: number
  /** SHA-256 over which documents it holds, and what was said of them. */
  digest: string
}

// What the model that serves was less sure of teaches nothing.
const leastSure = 0.5

/** Writes annotated documents as a data set in the trainer's format; one that was there is replaced. */
export async function writeDataset(
  folder: string,
  documents: AnnotatedDocument[],
  lendCopy: LendCopy,
): Promise<WrittenDataset> {
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  for (const kind of ['images', 'labels', 'words'])
    await mkdir(join(partial, kind, 'train'), { recursive: true, mode: 0o700 })
  const digest = createHash('sha256')
  let pages = 0
  for (const document of documents) {
    const written = await lendCopy(document.jobId, (copy) => writeDocument(partial, document, copy))
    if (written === undefined) continue
    digest.update(`${document.jobId} ${document.annotationId}\n`)
    pages += written
  }
  const names = detectorLabels.map((label, index) => `  ${index}: ${label}\n`).join('')
  await writeFile(
    join(partial, 'dataset.yaml'),
    `path: .\ntrain: images/train\nval: images/train\nnames:\n${names}`,
  )
  await rm(folder, { recursive: true, force: true })
  await rename(partial, folder)
  return { pages, digest: digest.digest('hex') }
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
    await copyFile(picture(page.number), join(folder, 'images/train', `${name}.jpg`))
    await writeFile(join(folder, 'words/train', `${name}.tsv`), wordsTsv(page.words))
    await writeFile(join(folder, 'labels/train', `${name}.txt`), boxes.map(yoloLine).join('\n'))
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
