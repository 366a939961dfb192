import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import type { Word } from '@invoice-ml/extraction'
import { createCanvas } from '@napi-rs/canvas'
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Attachment, readXmlAttachments } from './attachments.ts'
import { type FormField, runsOfFields } from './form-fields.ts'
import { type PageImage, pixelsOfCanvas } from './pixels.ts'
import { wordsOfRuns } from './text-layer.ts'
import { watchDrawing } from './watch-drawing.ts'

type RenderParameters = Parameters<PDFPageProxy['render']>[0]

/** The upright page in points, and the words that the file itself holds for it. */
export type TextPage = { width: number; height: number; words: Word[] }

/** A page as it is drawn. */
export type Sketch = {
  image: PageImage
  /** It shows a picture and no text: words that the file holds were recognised by somebody and lie there unseen. */
  isPictureAlone: boolean
}

export type PdfDocument = {
  pageCount: number
  /** Size of the upright page in points. */
  pageSize: (number: number) => Promise<{ width: number; height: number }>
  readText: (number: number) => Promise<TextPage>
  /** Draws one upright page at so many pixels for each point, with the fonts that reading its text has parsed. */
  draw: (number: number, scale: number) => Promise<Sketch>
  readXmlAttachments: () => Promise<Attachment[]>
  close: () => Promise<void>
}

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const folder = (name: string) => join(root, name) + sep

/**
 * How pdfjs reads any document here: its data by absolute path, since nothing is found otherwise and pages come out
 * without glyphs; no scripts, no system fonts, and no image above `maxMegapixels` decoded.
 */
export function pdfParameters(maxMegapixels: number) {
  return {
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    maxImageSize: maxMegapixels * 1_000_000,
    verbosity: VerbosityLevel.ERRORS,
  }
}

/**
 * Opens a PDF. A password that only restricts printing or copying does not matter.
 *
 * @throws ProblemError `document-encrypted` when a password is needed, `file-corrupt` when it cannot be read.
 */
export async function openPdf(bytes: Uint8Array, maxMegapixels: number): Promise<PdfDocument> {
  // pdfjs takes the buffer away from its owner.
  const task = getDocument({ ...pdfParameters(maxMegapixels), data: Uint8Array.from(bytes) })
  const document = await task.promise.catch(async (cause: unknown) => {
    await task.destroy()
    throw pdfProblem(cause)
  })
  if (document.numPages < 1) {
    await task.destroy()
    throw new ProblemError('file-corrupt', 'The PDF has no page')
  }
  return {
    pageCount: document.numPages,
    pageSize: (number) => withProblem(async () => sizeOf(await uprightPage(document, number))),
    readText: (number) => withProblem(() => readText(document, number)),
    draw: (number, scale) => withProblem(() => draw(document, number, scale)),
    readXmlAttachments: () => withProblem(() => readXmlAttachments(document, bytes)),
    close: () => task.destroy(),
  }
}

/** What pdfjs (or pdf-to-img) threw, as the problem that the client is told. */
export function pdfProblem(cause: unknown): ProblemError {
  if (cause instanceof ProblemError) return cause
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'PasswordException')
    return new ProblemError('document-encrypted', 'The PDF opens with a password only', { cause })
  const message = cause instanceof Error ? cause.message : String(cause)
  return new ProblemError('file-corrupt', `The PDF cannot be read: ${message}`, { cause })
}

async function withProblem<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw pdfProblem(cause)
  })
}

async function uprightPage(document: PDFDocumentProxy, number: number) {
  const page = await document.getPage(number)
  return { page, viewport: page.getViewport({ scale: 1 }) }
}

function sizeOf({ viewport }: Awaited<ReturnType<typeof uprightPage>>) {
  return { width: viewport.width, height: viewport.height }
}

async function readText(document: PDFDocumentProxy, number: number): Promise<TextPage> {
  const { page, viewport } = await uprightPage(document, number)
  const content = await page.getTextContent({ includeMarkedContent: false })
  // pdfjs gives no type to what a page is annotated with.
  const fields = (await page.getAnnotations()) as FormField[]
  const runs = [...content.items.filter((item) => 'str' in item), ...runsOfFields(fields)]
  const words = wordsOfRuns(
    runs,
    viewport,
    (fontName) => content.styles[fontName]?.fontFamily === 'monospace',
  )
  page.cleanup()
  return { width: viewport.width, height: viewport.height, words }
}

async function draw(document: PDFDocumentProxy, number: number, scale: number): Promise<Sketch> {
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  // Outside a browser pdfjs draws on this canvas; its types only know the browser's.
  const element = canvas as unknown as RenderParameters['canvas']
  const drawn = watchDrawing(canvas)
  await page.render({ canvas: element, viewport, background: 'white' }).promise
  const image = await pixelsOfCanvas(canvas.data(), canvas)
  const isPictureAlone = drawn.isPictureAlone()
  page.cleanup()
  canvas.width = 0
  return { image, isPictureAlone }
}
