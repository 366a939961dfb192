import type { PagedMediaType } from '@invoice-ml/contracts'
import { ProblemError } from '@invoice-ml/contracts'
import sharp from 'sharp'
import { openPages } from './page-source.ts'
import { quarterTurnsOf } from './recognize-upright.ts'
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
    const turns = trust === 'full' ? 0 : await quarterTurnsOf(image, recognizer)
    const { data, width, height, channels } = image
    const raw = sharp(data, { raw: { width, height, channels } })
    return await raw
      .rotate(turns * 90)
      .jpeg({ quality })
      .toBuffer()
  } finally {
    await source.close()
  }
}
