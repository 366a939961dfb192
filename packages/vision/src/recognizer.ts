import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import { createWorker, OEM, PSM, type RecognizeOptions, type Worker } from 'tesseract.js'
import type { PageImage } from './pixels.ts'

export type Recognizer = {
  /** Words of a grey image (1 channel) of an upright page, read in the first language. */
  recognize: (image: PageImage) => Promise<Word[]>
  /** Words of a grey image of one block of lines, read in all languages. */
  recognizeBlock: (image: PageImage) => Promise<Word[]>
  /** Starts the engines, so that the first page does not wait. */
  warmUp: () => Promise<void>
  close: () => Promise<void>
}

/**
 * A text recognizer for the given languages (ISO 639-2/T: fra, eng); their data comes with the platform and nothing is
 * downloaded. Each further language makes a page slower: a page is read in the first one (in `pageLanguages`), and what is
 * doubtful there can be looked at again in all.
 */
export function createRecognizer(
  languages: string[],
  pageLanguages = languages.slice(0, 1),
): Recognizer {
  const pages = createEngine(pageLanguages)
  const blocks = createEngine(languages)
  return {
    recognize: (image) => pages.recognize(image, PSM.AUTO),
    recognizeBlock: (image) => blocks.recognize(image, PSM.SINGLE_BLOCK),
    warmUp: async () => {
      await Promise.all([pages.warmUp(), blocks.warmUp()])
    },
    close: async () => {
      await Promise.all([pages.close(), blocks.close()])
    },
  }
}

// The engine's memory only grows and never shrinks; a new one is made after so many images.
const imagesPerWorker = 200

/** One Tesseract, started when it is first needed and renewed from time to time; one image at a time. */
function createEngine(languages: string[]) {
  let worker: Promise<Worker> | undefined
  let images = 0
  // One that cannot start is forgotten: the next image tries again.
  const running = () => {
    worker ??= start(languages).catch((cause: unknown) => {
      worker = undefined
      throw cause
    })
    return worker
  }
  return {
    warmUp: async () => {
      await running()
    },
    recognize: async (image: PageImage, mode: PSM) => {
      if (images >= imagesPerWorker) {
        const worn = worker
        worker = undefined
        images = 0
        await (await worn)?.terminate()
      }
      const engine = await running()
      images += 1
      // Variables of the engine pass as options; the types do not know it.
      const options = { tessedit_pageseg_mode: mode } as Partial<RecognizeOptions>
      const output = { tsv: true, text: false }
      const { data } = await engine.recognize(await toPng(image), options, output)
      return parseTsv(data.tsv ?? '', image)
    },
    close: async () => {
      await (await worker)?.terminate()
    },
  }
}

async function start(languages: string[]): Promise<Worker> {
  const folder = await gatherLanguages(languages)
  try {
    const worker = await createWorker(languages, OEM.LSTM_ONLY, {
      langPath: folder,
      cacheMethod: 'none',
      // Failures reach the caller as rejections; without a handler they also end the process.
      errorHandler: () => {},
    })
    await worker.setParameters({
      user_defined_dpi: '200',
      // What one document taught must not change how the next is read.
      tessedit_enable_doc_dict: '0',
      classify_enable_learning: '0',
      debug_file: '/dev/null',
    })
    return worker
  } finally {
    await rm(folder, { recursive: true })
  }
}

const require = createRequire(import.meta.url)

// Each language comes in a package of its own, the recognizer looks in one folder.
async function gatherLanguages(languages: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'languages-'))
  for (const code of languages) {
    const origin = folderOf(code)
    const name = `${code}.traineddata.gz`
    await symlink(join(origin, '4.0.0_best_int', name), join(folder, name))
  }
  return folder
}

function folderOf(code: string): string {
  const name = `@tesseract.js-data/${code}`
  try {
    return dirname(require.resolve(`${name}/package.json`))
  } catch (cause) {
    const advice = `add the package ${name} to packages/vision, or take it from worker.ocr_languages`
    throw new Error(`There is no data for the language "${code}": ${advice}`, { cause })
  }
}

/** A grey image as PNG, not compressed: the format that the engine takes in fastest. */
function toPng({ data, width, height }: PageImage): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 0 })
    .toBuffer()
}

/** Words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function parseTsv(tsv: string, { width, height }: { width: number; height: number }) {
  const words: Word[] = []
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t')
    const text = cells[11]?.trim() ?? ''
    if (cells[0] !== '5' || text === '') continue
    const [left, top, wide, high, confidence] = cells.slice(6, 11).map(Number)
    words.push({
      text,
      box: {
        x: (left ?? 0) / width,
        y: (top ?? 0) / height,
        width: (wide ?? 0) / width,
        height: (high ?? 0) / height,
      },
      confidence: Math.min(1, Math.max(0, (confidence ?? 0) / 100)),
    })
  }
  return words
}
