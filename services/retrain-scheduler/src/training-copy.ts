import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Page } from '@invoice-ml/extraction'
import { unpackPages } from '@invoice-ml/review'
import type { Logger } from '@invoice-ml/runtime'
import type { Blobs } from '@invoice-ml/storage'
import sharp from 'sharp'
import { sync } from './sync.ts'

const pack = promisify(gzip)

/** As large as the pictures of drawn pages: more than the detector's input, far less than a person needs. */
const longSide = 896

/** Of the words, in the folder of a copy. */
export const pagesName = 'pages.json.gz'

/** What is kept of an annotated document: its pages as they were seen, and where their pictures lie. */
export type TrainingCopy = { pages: Page[]; picture: (page: number) => string }

/** Writes the copy whole or not at all. `pictureOf`: the JPEG of a page as it was drawn; it fails when there is none. */
export async function writeTrainingCopy(
  folder: string,
  pages: Page[],
  pictureOf: (page: number) => Promise<Buffer | undefined>,
): Promise<void> {
  // Two replicas may copy the same document; either copy will do.
  const partial = `${folder}.${randomUUID()}.partial`
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 })
    for (const { number } of pages) await writePicture(partial, number, await pictureOf(number))
    await writeFile(join(partial, pagesName), await pack(JSON.stringify(pages)))
    for (const name of await readdir(partial)) await sync(join(partial, name))
    await mkdir(dirname(folder), { recursive: true })
    await rename(partial, folder).catch(async (error: unknown) => {
      const isThere = await readTrainingCopy(folder)
      if (!isThere) throw error
    })
  } finally {
    // What could not be finished holds pages of somebody.
    await rm(partial, { recursive: true, force: true })
  }
}

type Addition = {
  /** What is there. */
  copied: Page[]
  /** What comes to it. */
  pages: Page[]
  pictureOf: (page: number) => Promise<Buffer | undefined>
}

/** Adds pages to a copy: who reads it sees it with them or without. */
export async function addToTrainingCopy(
  folder: string,
  { copied, pages, pictureOf }: Addition,
): Promise<void> {
  const partial = join(folder, `${randomUUID()}.partial`)
  const all = [...copied, ...pages].toSorted((a, b) => a.number - b.number)
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 })
    for (const { number } of pages) await writePicture(partial, number, await pictureOf(number))
    await writeFile(join(partial, pagesName), await pack(JSON.stringify(all)))
    const pictures = pages.map(({ number }) => `${number}.jpg`)
    // The words last: they say which pictures there are.
    for (const name of [...pictures, pagesName]) {
      await sync(join(partial, name))
      await rename(join(partial, name), join(folder, name))
    }
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

async function writePicture(folder: string, number: number, drawn: Buffer | undefined) {
  if (!drawn) throw new Error('A page that was drawn is gone')
  const picture = sharp(drawn).resize({
    width: longSide,
    height: longSide,
    fit: 'inside',
    withoutEnlargement: true,
  })
  await picture.jpeg({ quality: 80 }).toFile(join(folder, `${number}.jpg`))
}

/** Undefined when there is none. */
export async function readTrainingCopy(folder: string): Promise<TrainingCopy | undefined> {
  try {
    const pages = await unpackPages(await readFile(join(folder, pagesName)))
    return { pages, picture: (page) => join(folder, `${page}.jpg`) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export type LendCopy = <Result>(
  jobId: string,
  use: (copy: TrainingCopy) => Promise<Result>,
) => Promise<Result | undefined>

/** Lends the copies of documents, each as long as it is used. One that is damaged is told of and left out, as if it was not there. */
export function createLendCopy(
  blobs: Pick<Blobs, 'trainingFolder' | 'lend'>,
  logger: Logger,
): LendCopy {
  return (jobId, use) =>
    blobs.lend(blobs.trainingFolder(jobId), async (folder) => {
      const copy = await readTrainingCopy(folder).catch((error: unknown) => {
        logger.warn('training copy left out', { jobId, error })
        return undefined
      })
      return copy && use(copy)
    })
}
