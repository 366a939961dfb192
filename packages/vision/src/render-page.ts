import type { PagedMediaType } from '@invoice-ml/contracts'
import { ProblemError } from '@invoice-ml/contracts'
import sharp, { type Sharp } from 'sharp'
import { selectPages } from './page-selection.ts'
import { openPages, type PageSource } from './page-source.ts'
import { forRecognition, positionOf, recognizeUpright } from './recognize-upright.ts'
import type { Recognizer } from './recognizer.ts'
import { isBetterAsHeld, readHeldText } from './trusted-text.ts'

export type RenderOptions = {
  page: number
  maxPixels: number
  /** Above it, the page is refused before it is decoded. */
  maxMegapixels: number
}

export type RenderPagesOptions = Omit<RenderOptions, 'page'> & {
  /** Which, as in "1-3,5"; all of them without. */
  pages?: string | undefined
  maxPages: number
}

const quality = 82

/**
 * One page as JPEG, upright as it was read.
 *
 * @throws ProblemError `page-not-found`, and for what is wrong with the file.
 */
export async function renderPage(
  bytes: Buffer,
  mediaType: PagedMediaType,
  { page, maxPixels, maxMegapixels }: RenderOptions,
  recognizer: Recognizer,
): Promise<Buffer> {
  const source = await openPages(bytes, mediaType, { maxPages: page, maxMegapixels })
  try {
    if (page > source.pageCount)
      throw new ProblemError('page-not-found', `The document has ${source.pageCount} pages`)
    return await draw(source, page, maxPixels, recognizer)
  } finally {
    await source.close()
  }
}

/**
 * Pages as JPEG, one after the other, each upright as it was read.
 *
 * @throws ProblemError `no-page-selected`, `too-many-pages`, and for what is wrong with the file.
 */
export async function* renderPages(
  bytes: Buffer,
  mediaType: PagedMediaType,
  { pages, maxPages, maxPixels, maxMegapixels }: RenderPagesOptions,
  recognizer: Recognizer,
): AsyncGenerator<{ jpeg: Buffer; page: number; pages: number }> {
  const source = await openPages(bytes, mediaType, { maxPages, maxMegapixels })
  try {
    const numbers = selectPages(pages, source.pageCount, maxPages)
    for (const page of numbers) {
      const jpeg = await draw(source, page, maxPixels, recognizer)
      yield { jpeg, page, pages: numbers.length }
    }
  } finally {
    await source.close()
  }
}

async function draw(
  source: PageSource,
  page: number,
  maxPixels: number,
  recognizer: Recognizer,
): Promise<Buffer> {
  await source.pageSize(page)
  const image = await source.readImage(page, { maxDpi: 300, maxPixels })
  const position = (await isReadAsItLies(source, page, recognizer))
    ? { skew: 0, quarterTurns: 0 }
    : await positionOf(image, recognizer)
  const { data, width, height, channels } = image
  const raw = sharp(data, { raw: { width, height, channels } })
  const straight = position.skew === 0 ? raw : await straightened(raw, position.skew)
  return straight
    .rotate(position.quarterTurns * 90)
    .jpeg({ quality })
    .toBuffer()
}

/** Whether the words of a page are those that the file holds: they lie where the file puts them, however askew that is. */
async function isReadAsItLies(
  source: PageSource,
  page: number,
  recognizer: Recognizer,
): Promise<boolean> {
  const held = await readHeldText(source, page)
  if (held.trust !== 'doubtful') return held.trust === 'full'
  const image = await source.readImage(page, forRecognition)
  const { words } = await recognizeUpright(image, recognizer)
  return isBetterAsHeld(held, words)
}

/** A picture turns once: what follows starts from its result. */
async function straightened(picture: Sharp, skew: number): Promise<Sharp> {
  const result = await picture
    .rotate(-skew, { background: 'white' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = result.info
  return sharp(result.data, { raw: { width, height, channels } })
}
