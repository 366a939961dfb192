import { ProblemError } from '@invoice-ml/contracts'
import { pdf } from 'pdf-to-img'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { pdfParameters, pdfProblem } from './pdf-document.ts'
import { type PageImage, pixelsOf, pixelsOfCanvas } from './pixels.ts'
import { type Rgba, rawCanvasFactory } from './raw-canvas.ts'

/** A file as a series of page images. */
export type ImageDocument = {
  pageCount: number
  /** Size of the upright page in pixels. */
  pageSize: (number: number) => Promise<{ width: number; height: number }>
  /** One upright page, reduced where it has more than `maxPixels`. */
  readImage: (number: number, maxPixels: number) => Promise<PageImage>
  close: () => Promise<void>
}

/**
 * Opens a JPEG, PNG, TIFF or WebP; each page of a TIFF is a page, of an animated WebP only the first frame.
 * Nothing is decoded yet.
 *
 * @throws ProblemError `file-corrupt` when it is no such image, `image-too-large` above `maxMegapixels`.
 */
export async function openImage(bytes: Buffer, maxMegapixels: number): Promise<ImageDocument> {
  const first = await metadataOf(bytes, 0)
  const pageCount = first.format === 'tiff' ? (first.pages ?? 1) : 1
  const pageMetadata = async (number: number) => {
    const metadata = number === 1 ? first : await metadataOf(bytes, number - 1)
    refuseLarge(metadata.width, metadata.height, maxMegapixels)
    return metadata
  }
  refuseLarge(first.width, first.height, maxMegapixels)
  return {
    pageCount,
    pageSize: async (number) => uprightSize(await pageMetadata(number)),
    readImage: async (number, maxPixels) => {
      const { width, height } = uprightSize(await pageMetadata(number))
      const image = open(bytes, number - 1).autoOrient()
      return decode(image, { width, height }, maxPixels)
    },
    close: async () => {},
  }
}

/** Renders pages of a PDF that is already known to open. */
export function openRendering(bytes: Uint8Array, maxMegapixels: number): PdfRendering {
  let scale = 1
  let rendered: Rgba | undefined
  const CanvasFactory = rawCanvasFactory((pixels) => {
    rendered = pixels
  })
  const options = {
    // pdf-to-img reads the scale for each page it renders, so that each page has its own.
    get scale() {
      return scale
    },
    renderParams: { background: 'white' },
    docInitParams: { ...pdfParameters(maxMegapixels), CanvasFactory },
  }
  let opened: ReturnType<typeof pdf> | undefined
  return {
    render: async (number, wantedScale) => {
      opened ??= pdf(Uint8Array.from(bytes), options)
      try {
        scale = wantedScale
        await (await opened).getPage(number)
        if (!rendered) throw new Error(`Page ${number} came out without pixels`)
        const { data, width, height, release } = rendered
        rendered = undefined
        const pixels = await pixelsOfCanvas(data, { width, height })
        release()
        return pixels
      } catch (cause) {
        throw pdfProblem(cause)
      }
    },
    close: async () => {
      const document = await opened?.catch(() => undefined)
      await document?.destroy()
    },
  }
}

export type PdfRendering = {
  /** Pixels of one upright page at so many pixels for each point. */
  render: (number: number, scale: number) => Promise<PageImage>
  close: () => Promise<void>
}

/** @throws ProblemError `image-too-large` when a page of this size has more than `maxMegapixels`. */
export function refuseLarge(width: number, height: number, maxMegapixels: number): void {
  if (width * height > maxMegapixels * 1_000_000)
    throw new ProblemError(
      'image-too-large',
      `${Math.round(width)} × ${Math.round(height)} is more than ${maxMegapixels} megapixels`,
    )
}

function open(bytes: Buffer, page: number): Sharp {
  // The limit is checked on the metadata, with an answer of ours. Warnings are about what no reader minds.
  return sharp(bytes, { page, limitInputPixels: false, failOn: 'error' })
}

async function metadataOf(bytes: Buffer, page: number): Promise<Metadata> {
  return open(bytes, page).metadata().catch(corrupt)
}

function corrupt(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause)
  throw new ProblemError('file-corrupt', `The image cannot be read: ${message}`, { cause })
}

function uprightSize({ width, height, orientation = 1 }: Metadata) {
  // EXIF orientations from 5 on lie on their side.
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}

async function decode(
  image: Sharp,
  size: { width: number; height: number },
  maxPixels: number,
): Promise<PageImage> {
  const factor = Math.sqrt(maxPixels / (size.width * size.height))
  const fitted = factor < 1 ? image.resize({ width: Math.round(size.width * factor) }) : image
  return pixelsOf(fitted).catch(corrupt)
}
