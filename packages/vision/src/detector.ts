import type { Region, Word } from '@invoice-ml/extraction'
import { env, InferenceSession, Tensor } from 'onnxruntime-node'
import { readDetections } from './detections.ts'
import { describeModel, type GraphValue, type ModelDescription } from './model-description.ts'
import { readModelFile } from './model-file.ts'
import type { PageImage } from './pixels.ts'
import { imageTensor, type Letterbox, letterbox, tokenStride, tokenTensor } from './tensor.ts'

/** A page as the detector wants it; only the ratio of its size counts. */
export type DetectorPage = {
  width: number
  height: number
  words: readonly Word[]
  /** Only looked at when the detector `usesImages`. */
  image?: PageImage | undefined
}

export type Detector = ModelDescription & {
  /** The execution provider in use: `cuda`, `cpu`, … */
  provider: string
  detect: (page: DetectorPage) => Promise<Region[]>
  close: () => Promise<void>
}

export type DetectorOptions = {
  /** `model.onnx`; a `manifest.json` beside it may say what its metadata does not. */
  modelPath: string
  /** Tried in this order. */
  providers: string[]
  threads: number
  /** Told when a provider cannot be used. */
  onFallback: (provider: string, reason: string) => void
}

/**
 * Verifies and loads a detector and runs it once, so that the first document does not wait, on the first provider that can.
 *
 * @throws Error when the model cannot be used, saying why.
 */
export async function createDetector(options: DetectorOptions): Promise<Detector> {
  // What goes wrong is thrown; printing it as well only alarms.
  env.logLevel = 'fatal'
  const { bytes, metadata } = await readModelFile(options.modelPath)
  const reasons: string[] = []
  for (const provider of options.providers) {
    const giveUp = (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      reasons.push(`${provider}: ${reason}`)
      options.onFallback(provider, reason)
    }
    const session = await openSession(bytes, provider, options.threads).catch(giveUp)
    if (!session) continue
    // What is wrong with the model's description is so whatever runs it.
    const detector = detectorOf(session, provider, metadata)
    const { width, height } = detector
    // A card may take the model and not be able to run it: its library for networks is missing, its memory is full.
    const regions = await detector.detect({ width, height, words: [] }).catch(giveUp)
    if (regions) return detector
    await detector.close()
  }
  throw new Error(`No execution provider can run the model: ${reasons.join('; ')}`)
}

function detectorOf(
  session: InferenceSession,
  provider: string,
  metadata: ReadonlyMap<string, string>,
): Detector {
  const description = describeModel(graphValues(session.inputMetadata), metadata)
  const detect = async (page: DetectorPage) => {
    const frame = letterbox(page, description)
    const feeds = await feedsOf(page, frame, description)
    const output = (await session.run(feeds))[session.outputNames[0] ?? '']
    if (!output || !(output.data instanceof Float32Array))
      throw new Error('The model gives no numbers of 32 bits')
    return readDetections({ data: output.data, dims: output.dims }, description.labels, frame)
  }
  return { ...description, provider, detect, close: () => session.release() }
}

function openSession(bytes: Uint8Array, provider: string, threads: number) {
  return InferenceSession.create(bytes, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The arena keeps what the largest page took, for ever.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
  })
}

function graphValues(metadata: readonly InferenceSession.ValueMetadata[]): GraphValue[] {
  return metadata.map((value) => ({ name: value.name, shape: value.isTensor ? value.shape : [] }))
}

async function feedsOf(
  page: DetectorPage,
  frame: Letterbox,
  { usesImages, usesTokens, seesGrey }: ModelDescription,
): Promise<Record<string, Tensor>> {
  const { width, height } = frame
  const feeds: Record<string, Tensor> = {}
  if (usesImages) {
    const pixels = page.image
      ? await imageTensor(page.image, frame, seesGrey)
      : new Float32Array(3 * width * height).fill(114 / 255)
    feeds.images = new Tensor('float32', pixels, [1, 3, height, width])
  }
  if (usesTokens) {
    const dims = [1, height / tokenStride, width / tokenStride]
    feeds.tokens = new Tensor('int32', tokenTensor(page.words, frame), dims)
  }
  return feeds
}
