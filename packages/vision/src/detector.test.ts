import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Word } from '@invoice-ml/extraction'
import { InferenceSession } from 'onnxruntime-node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type TinyModel, tinyModel } from '../test-support/tiny-model.ts'
import { createDetector } from './detector.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detector-'))
})
afterEach(() => rm(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const word: Word = {
  text: 'Total',
  box: { x: 0.4, y: 0.4, width: 0.2, height: 0.1 },
  confidence: 1,
}

// Two candidates in the middle of 64 × 64 pixels: one sure of the second label, one of nothing.
const ours: TinyModel = {
  inputs: ['images', 'tokens'],
  height: 64,
  width: 64,
  dims: [1, 6, 2],
  output: [32, 10, 32, 10, 16, 4, 8, 4, 0.01, 0.02, 0.9, 0.02],
  metadata: { labels: '["numero_facture","montant_ttc"]', size: '[64, 64]', version: '7' },
}

async function load(model: TinyModel, providers = ['cpu']) {
  const modelPath = join(folder, 'model.onnx')
  await writeFile(modelPath, tinyModel(model))
  const fallbacks: string[] = []
  const onFallback = (provider: string) => fallbacks.push(provider)
  const detector = await createDetector({ modelPath, providers, threads: 1, onFallback })
  return { ...detector, fallbacks }
}

test('a region comes back in fractions of the page', async () => {
  const detector = await load({ ...ours, inputs: ['tokens'] })

  const regions = await detector.detect({ width: 100, height: 100, words: [word] })

  expect(regions).toEqual([
    {
      label: 'montant_ttc',
      box: { x: 0.375, y: 0.4375, width: 0.25, height: 0.125 },
      confidence: expect.closeTo(0.9),
    },
  ])
})

test('the words are what the model sees', async () => {
  const detector = await load({ ...ours, inputs: ['tokens'] })

  const regions = await detector.detect({ width: 100, height: 100, words: [] })

  expect(regions).toEqual([])
})

test('the pixels are what the model sees', async () => {
  const detector = await load({ ...ours, inputs: ['images'] })
  const white = { data: Buffer.alloc(300, 255), width: 10, height: 10, channels: 3 as const }

  const regions = await detector.detect({ width: 10, height: 10, words: [], image: white })

  expect(regions).toHaveLength(1)
})

test('a usual YOLO export is served with the labels of its metadata', async () => {
  const detector = await load({
    inputs: ['images'],
    height: 64,
    width: 64,
    dims: [1, 2, 6],
    output: [16, 16, 48, 32, 0.8, 1, 0, 0, 64, 64, 0.01, 0],
    metadata: { names: "{0: 'numero_facture', 1: 'montant_ttc'}", imgsz: '[64, 64]' },
  })
  const grey = { data: Buffer.alloc(50, 255), width: 5, height: 10, channels: 1 as const }

  const regions = await detector.detect({ width: 5, height: 10, words: [], image: grey })

  expect(regions).toEqual([
    {
      label: 'montant_ttc',
      box: { x: 0, y: 0.25, width: 1, height: 0.25 },
      confidence: expect.closeTo(0.8),
    },
  ])
})

test('the next execution provider is taken when the first is not there', async () => {
  const detector = await load(ours, ['cuda', 'cpu'])

  const { provider, fallbacks } = detector

  expect([provider, ...fallbacks]).toEqual(provider === 'cuda' ? ['cuda'] : ['cpu', 'cuda'])
})

test('the next execution provider is taken when the first takes the model and cannot run it', async () => {
  const lame = await InferenceSession.create(tinyModel(ours))
  vi.spyOn(lame, 'run').mockRejectedValue(new Error('CUDNN_STATUS_NOT_INITIALIZED'))
  vi.spyOn(InferenceSession, 'create').mockResolvedValueOnce(lame)

  const { fallbacks, detect } = await load(ours, ['cpu', 'cpu'])

  expect(fallbacks).toEqual(['cpu'])
  expect(await detect({ width: 10, height: 10, words: [word] })).toHaveLength(1)
})

test.each([
  ['no labels', { metadata: {} }, 'names no labels'],
  ['unknown labels', { metadata: { labels: '["cat"]' } }, 'unknown labels: cat'],
  ['another number of labels', { dims: [1, 3, 4] }, 'understood are [1, 6, N]'],
])('a model with %s is refused', async (_, change, reason) => {
  const loading = load({ ...ours, ...change })

  await expect(loading).rejects.toThrow(reason)
})

test('a file that is no model is refused', async () => {
  const modelPath = join(folder, 'model.onnx')
  await writeFile(modelPath, '<html>')

  const loading = createDetector({
    modelPath,
    providers: ['cpu'],
    threads: 1,
    onFallback: () => {},
  })

  await expect(loading).rejects.toThrow()
})
