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
    await writeFile(join(partial, 'pages.json.gz'), await pack(JSON.stringify(pages)))
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
    const pages = await unpackPages(await readFile(join(folder, 'pages.json.gz')))
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
