import type { PagedMediaType, Stage } from '@invoice-ml/contracts'
import type { Page, Region, Word } from '@invoice-ml/extraction'
import type { Attachment } from './attachments.ts'
import type { Detector } from './detector.ts'
import { isBlank } from './ink.ts'
import { selectPages } from './page-selection.ts'
import { type Limits, openPages, type PageSize, type PageSource } from './page-source.ts'
import type { PageImage } from './pixels.ts'
import { forRecognition, recognizeUpright } from './recognize-upright.ts'
import type { Recognizer } from './recognizer.ts'
import { forInk, isBetterAsHeld, readHeldText } from './trusted-text.ts'

export type ReadOptions = {
  /** "1-3,5"; all pages without it. */
  pages?: string | undefined
  limits: Limits
}

export type Progress = { stage: Stage; page: number; pages: number }

/** Milliseconds spent in each stage, over all pages. */
export type Timings = Record<Stage, number>

export function noTimings(): Timings {
  return { text_layer: 0, rasterize: 0, recognize: 0, detect: 0, extract: 0 }
}

export type ReadDependencies = {
  recognizer: Recognizer
  /** Without one, pages have no regions. */
  detector?: Detector | undefined
  onProgress: (progress: Progress) => void
}

export type ReadResult = {
  pages: Page[]
  /** The XML files that the document carries. */
  attachments: Attachment[]
  timings: Timings
}

/**
 * Bytes → pages with their words and regions: the text layer where it can be trusted, recognition elsewhere, page by page.
 *
 * @throws ProblemError for what is wrong with the file.
 */
export async function readPages(
  bytes: Buffer,
  mediaType: PagedMediaType,
  { pages, limits }: ReadOptions,
  dependencies: ReadDependencies,
): Promise<ReadResult> {
  const timings = noTimings()
  const opening = mediaType === 'application/pdf' ? 'text_layer' : 'rasterize'
  const clock = createClock(timings)
  const source = await clock(opening, () => openPages(bytes, mediaType, limits))
  try {
    const numbers = selectPages(pages, source.pageCount, limits.maxPages)
    const attachments = await clock(opening, () => source.readXmlAttachments())
    const result: Page[] = []
    for (const number of numbers) {
      const stage: StageRunner = (stage, work) => {
        dependencies.onProgress({ stage, page: number, pages: numbers.length })
        return clock(stage, work)
      }
      result.push(await readPage(source, number, { ...dependencies, stage }))
    }
    return { pages: result, attachments, timings }
  } finally {
    await clock(opening, () => source.close())
  }
}

type StageRunner = <T>(stage: Stage, work: () => Promise<T>) => Promise<T>
type PageDependencies = ReadDependencies & { stage: StageRunner }

type Seen = PageSize & {
  source: Page['source']
  words: Word[]
  image: PageImage | undefined
}

async function readPage(
  source: PageSource,
  number: number,
  dependencies: PageDependencies,
): Promise<Page> {
  const { image, ...seen } = await readWords(source, number, dependencies)
  const { regions, isPictureAlone } = await detect(source, number, { ...seen, image }, dependencies)
  const isUnseen = isPictureAlone && seen.source === 'text_layer'
  return { number, ...(isUnseen ? recognizedBefore(seen) : seen), regions }
}

// How sure recognizers mostly are of a word; whoever scanned the page has not kept how sure theirs was.
const usual = 0.9

/** Words that somebody's recognizer has laid under a picture are what it read, and not what was written. */
function recognizedBefore<Part extends Pick<Seen, 'words'>>(seen: Part) {
  const words = seen.words.map((word) => ({ ...word, confidence: usual }))
  return { ...seen, source: 'ocr' as const, words }
}

async function readWords(
  source: PageSource,
  number: number,
  { recognizer, detector, stage }: PageDependencies,
): Promise<Seen> {
  const { size, held } = await stage('text_layer', async () => ({
    size: await source.pageSize(number),
    held: await readHeldText(source, number),
  }))
  const asHeld = { ...size, source: 'text_layer', words: held.words, image: undefined } as const
  if (held.trust === 'full') {
    // A detector that looks at the page tells this beside.
    if (detector?.usesImages) return asHeld
    const { isPictureAlone } =
      held.isPictureAlone === undefined ? await source.sketch(number, forInk) : held
    return isPictureAlone ? recognizedBefore(asHeld) : asHeld
  }
  const image = await stage('rasterize', () => source.readImage(number, forRecognition))
  if (await isBlank(image)) return { ...size, source: source.textSource, words: [], image }
  const seen = await stage('recognize', () => recognizeUpright(image, recognizer))
  if (isBetterAsHeld(held, seen.words)) return asHeld
  return {
    ...sizeLike(seen.image, size),
    source: 'ocr',
    words: seen.words,
    image: seen.image,
  }
}

/** The size of a page that was turned and straightened: as large as it was, in the shape that it has now. */
function sizeLike(shape: PageSize, size: PageSize): PageSize {
  const scale = Math.sqrt((size.width * size.height) / (shape.width * shape.height))
  return { width: shape.width * scale, height: shape.height * scale }
}

async function detect(
  source: PageSource,
  number: number,
  { width, height, words, image }: Seen,
  { detector, stage }: PageDependencies,
): Promise<{ regions: Region[]; isPictureAlone: boolean }> {
  if (!detector) return { regions: [], isPictureAlone: false }
  const sketch =
    !image && detector.usesImages
      ? await stage('rasterize', () =>
          // Twice the pixels it sees: reducing them smooths the edges, as on the pages it learned from.
          source.sketch(number, {
            maxDpi: 200,
            maxPixels: 2 * detector.width * detector.height,
          }),
        )
      : undefined
  const seen = { width, height, words, image: image ?? sketch?.image }
  const regions = await stage('detect', () => detector.detect(seen))
  return { regions, isPictureAlone: sketch?.isPictureAlone ?? false }
}

function createClock(timings: Timings): StageRunner {
  return async (stage, work) => {
    const startedAt = performance.now()
    try {
      return await work()
    } finally {
      timings[stage] += performance.now() - startedAt
    }
  }
}
