import type { PagedMediaType } from '@invoice-ml/contracts'
import { ProblemError } from '@invoice-ml/contracts'
import sharp, { type Sharp } from 'sharp'
import { openPages } from './page-source.ts'
import { positionOf } from './recognize-upright.ts'
import type { Recognizer } from './recognizer.ts'
import { readHeldText } from './trusted-text.ts'

export type RenderOptions = {
  page: number
  maxPixels: number
  /** Above it, the page is refused before it is decoded. */
  maxMegapixels: number
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
    await source.pageSize(page)
    const image = await source.readImage(page, { maxDpi: 300, maxPixels })
    const { trust } = await readHeldText(source, page)
    const asItIs = { skew: 0, quarterTurns: 0 }
    const position = trust === 'full' ? asItIs : await positionOf(image, recognizer)
    const { data, width, height, channels } = image
    const raw = sharp(data, { raw: { width, height, channels } })
    const straight = position.skew === 0 ? raw : await straightened(raw, position.skew)
    return await straight
      .rotate(position.quarterTurns * 90)
      .jpeg({ quality })
      .toBuffer()
  } finally {
    await source.close()
  }
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
