import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { PagedMediaType } from '@invoice-ml/contracts'
import sharp from 'sharp'
import { loadDetector } from './load-detector.ts'
import { type Progress, type ReadOptions, type ReadResult, readPages } from './read-pages.ts'
import { createRecognizer } from './recognizer.ts'
import { type RenderOptions, renderPage } from './render-page.ts'
import { warmUpPages } from './warm-up.ts'

export type PageReaderOptions = {
  /** `model.onnx` of the detector; without it words alone are read. */
  modelPath?: string | undefined
  /** Execution providers of the detector, tried in this order. */
  providers: string[]
  /** ISO 639-2/T codes. */
  ocrLanguages: string[]
  /** Threads of the detector. */
  threads: number
  /** Told when an execution provider cannot be used. */
  onFallback: (provider: string, reason: string) => void
}

/** Reads documents one after another; not to be called while it is busy. */
export type PageReader = {
  /** The model in use, or `words-only`. */
  modelVersion: string
  /** The execution provider in use; undefined without a model. */
  provider: string | undefined
  read: (
    path: string,
    mediaType: PagedMediaType,
    options: ReadOptions,
    onProgress: (progress: Progress) => void,
  ) => Promise<ReadResult>
  /** One upright page as JPEG. */
  render: (path: string, mediaType: PagedMediaType, options: RenderOptions) => Promise<Buffer>
  close: () => Promise<void>
}

/**
 * Loads, tries and warms up what reading needs.
 *
 * @throws Error when the model cannot be used, saying why.
 */
export async function createPageReader(options: PageReaderOptions): Promise<PageReader> {
  const { modelPath } = options
  // No picture is read twice, and other readers need the other cores.
  sharp.cache(false)
  sharp.concurrency(options.threads)
  const detector = modelPath ? await loadDetector({ ...options, modelPath }) : undefined
  const recognizer = createRecognizer(options.ocrLanguages)
  await recognizer.warmUp()
  await warmUpPages()
  return {
    modelVersion: modelPath ? (detector?.version ?? basename(dirname(modelPath))) : 'words-only',
    provider: detector?.provider,
    read: async (path, mediaType, readOptions, onProgress) =>
      readPages(await readFile(path), mediaType, readOptions, { recognizer, detector, onProgress }),
    render: async (path, mediaType, renderOptions) =>
      renderPage(await readFile(path), mediaType, renderOptions, recognizer),
    close: async () => {
      await Promise.all([recognizer.close(), detector?.close()])
    },
  }
}
