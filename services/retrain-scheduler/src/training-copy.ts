import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Page } from '@invoice-ml/extraction'
import { unpackPages } from '@invoice-ml/review'
import sharp from 'sharp'

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
