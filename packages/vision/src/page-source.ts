import type { PagedMediaType } from '@invoice-ml/contracts'
import type { Page, Word } from '@invoice-ml/extraction'
import type { Attachment } from './attachments.ts'
import { openImage, openRendering, refuseLarge } from './page-images.ts'
import { openPdf, type Sketch } from './pdf-document.ts'
import type { PageImage } from './pixels.ts'

/** How much of a document is read; above it, the document is refused before anything is decoded. */
export type Limits = { maxPages: number; maxMegapixels: number }

export type PageSize = { width: number; height: number }

/** A document, whatever its kind, as a series of pages that are upright as the file says. */
export type PageSource = {
  pageCount: number
  /** Where the words of a page come from on which there is nothing to recognise. */
  textSource: Page['source']
  /** In points for a PDF, in pixels for an image. */
  pageSize: (number: number) => Promise<PageSize>
  /** The words that the file itself holds; none for an image. */
  readText: (number: number) => Promise<Word[]>
  /** About so many pixels of a page: never more, and never more than `maxDpi` of a PDF. */
  readImage: (number: number, resolution: Resolution) => Promise<PageImage>
  /** The same for a page whose text was read: nothing is parsed again, so a small picture costs half. */
  sketch: (number: number, resolution: Resolution) => Promise<Sketch>
  /** The XML files that it carries; none in an image. */
  readXmlAttachments: () => Promise<Attachment[]>
  close: () => Promise<void>
}

export type Resolution = { maxPixels: number; maxDpi: number }

/** @throws ProblemError `file-corrupt`, `document-encrypted`, `image-too-large`. */
export async function openPages(
  bytes: Buffer,
  mediaType: PagedMediaType,
  { maxMegapixels }: Limits,
): Promise<PageSource> {
  if (mediaType !== 'application/pdf') {
    const document = await openImage(bytes, maxMegapixels)
    const readImage: PageSource['readImage'] = (number, { maxPixels }) =>
      document.readImage(number, maxPixels)
    return {
      ...document,
      textSource: 'ocr',
      readText: async () => [],
      readXmlAttachments: async () => [],
      readImage,
      sketch: async (...asked) => ({ image: await readImage(...asked), isPictureAlone: true }),
    }
  }
  const document = await openPdf(bytes, maxMegapixels)
  const rendering = openRendering(bytes, maxMegapixels)
  const pageSize = async (number: number) => {
    const size = await document.pageSize(number)
    refuseLarge(size.width, size.height, maxMegapixels)
    return size
  }
  const scaleOf = async (number: number, { maxPixels, maxDpi }: Resolution) => {
    const { width, height } = await pageSize(number)
    return Math.min(maxDpi / 72, Math.sqrt(maxPixels / (width * height)))
  }
  return {
    pageCount: document.pageCount,
    textSource: 'text_layer',
    pageSize,
    readText: async (number) => (await document.readText(number)).words,
    readImage: async (number, resolution) =>
      rendering.render(number, await scaleOf(number, resolution)),
    sketch: async (number, resolution) => document.draw(number, await scaleOf(number, resolution)),
    readXmlAttachments: document.readXmlAttachments,
    close: async () => {
      await Promise.all([document.close(), rendering.close()])
    },
  }
}
