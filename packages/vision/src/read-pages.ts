import type { MediaType, Stage } from '@invoice-ml/contracts'
import type { Page, Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import {
  type ImageDocument,
  openImage,
  openRendering,
  type PageImage,
  refuseLarge,
} from './page-images.ts'
import { selectPages } from './page-selection.ts'
import { openPdf } from './pdf-document.ts'
import type { Recognizer } from './recognizer.ts'
import { isTrustworthy } from './text-quality.ts'

export type ReadOptions = {
  /** "1-3,5"; all pages without it. */
  pages?: string | undefined
  limits: Limits
}

export type Limits = { maxPages: number; maxMegapixels: number }

export type Progress = { stage: Stage; page: number; pages: number }

/** Milliseconds spent in each stage, over all pages. */
export type Timings = Record<Stage, number>

type Reading = { pages: Page[]; timings: Timings }

// About 200 dpi on A4: what the recognizer reads best for its time.
const recognitionScale = 200 / 72
const recognitionPixels = 4_200_000

/**
 * Bytes → pages: the text layer where it can be trusted, recognition elsewhere, page by page.
 *
 * @throws ProblemError for what is wrong with the file.
 */
export async function readPages(
  bytes: Buffer,
  mediaType: MediaType,
  options: ReadOptions,
  dependencies: { recognizer: Recognizer; onProgress: (progress: Progress) => void },
): Promise<Reading> {
  const timings: Timings = { text_layer: 0, rasterize: 0, recognize: 0, detect: 0, extract: 0 }
  const clock = createClock(timings)
  const read = mediaType === 'application/pdf' ? readPdf : readImages
  const pages = await read(bytes, options, { ...dependencies, clock })
  return { pages, timings }
}

type Clock = <T>(stage: Stage, work: () => Promise<T>) => Promise<T>
type Dependencies = {
  recognizer: Recognizer
  onProgress: (progress: Progress) => void
  clock: Clock
}

async function readPdf(
  bytes: Buffer,
  { pages, limits }: ReadOptions,
  { recognizer, onProgress, clock }: Dependencies,
): Promise<Page[]> {
  const document = await clock('text_layer', () => openPdf(bytes, limits.maxMegapixels))
  const rendering = openRendering(bytes, limits.maxMegapixels)
  try {
    const numbers = selectPages(pages, document.pageCount, limits.maxPages)
    const result: Page[] = []
    for (const number of numbers) {
      const progress = { page: number, pages: numbers.length }
      onProgress({ ...progress, stage: 'text_layer' })
      const { width, height, words } = await clock('text_layer', () => document.readText(number))
      refuseLarge(width, height, limits.maxMegapixels)
      if (isTrustworthy(words)) {
        result.push({ number, width, height, source: 'text_layer', words, regions: [] })
        continue
      }
      const scale = Math.min(recognitionScale, Math.sqrt(recognitionPixels / (width * height)))
      onProgress({ ...progress, stage: 'rasterize' })
      const image = await clock('rasterize', () => rendering.render(number, scale))
      onProgress({ ...progress, stage: 'recognize' })
      const recognized = await clock('recognize', () => recognizeImage(image, recognizer))
      result.push({ number, width, height, source: 'ocr', words: recognized, regions: [] })
    }
    return result
  } finally {
    await Promise.all([document.close(), rendering.close()])
  }
}

async function readImages(
  bytes: Buffer,
  { pages, limits }: ReadOptions,
  { recognizer, onProgress, clock }: Dependencies,
): Promise<Page[]> {
  const document: ImageDocument = await clock('rasterize', () =>
    openImage(bytes, limits.maxMegapixels),
  )
  const numbers = selectPages(pages, document.pageCount, limits.maxPages)
  const result: Page[] = []
  for (const number of numbers) {
    const progress = { page: number, pages: numbers.length }
    onProgress({ ...progress, stage: 'rasterize' })
    const image = await clock('rasterize', () => document.readImage(number, recognitionPixels))
    onProgress({ ...progress, stage: 'recognize' })
    const words = await clock('recognize', () => recognizeImage(image, recognizer))
    const { width, height } = image
    result.push({ number, width, height, source: 'ocr', words, regions: [] })
  }
  return result
}

async function recognizeImage(image: PageImage, recognizer: Recognizer): Promise<Word[]> {
  const { width, height, channels } = image
  const data = await sharp(image.data, { raw: { width, height, channels } })
    .greyscale()
    .raw()
    .toBuffer()
  return recognizer.recognize({ data, width, height, channels: 1 })
}

function createClock(timings: Timings): Clock {
  return async (stage, work) => {
    const startedAt = performance.now()
    try {
      return await work()
    } finally {
      timings[stage] += performance.now() - startedAt
    }
  }
}
