import { join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { createDetector, type Detector } from './detector.ts'
import { selfTest } from './self-test.ts'

const shipped = '../../../models/invoice-detector/invoice_model_20261128/model.onnx'
const detector = await createDetector({
  modelPath: join(import.meta.dirname, shipped),
  providers: ['cpu'],
  threads: 1,
  onFallback: () => {},
})

/** What ships, with its regions changed. */
function changed(change: (regions: Awaited<ReturnType<Detector['detect']>>) => typeof regions) {
  const { labels } = detector
  return {
    labels,
    detect: async (...page: Parameters<Detector['detect']>) =>
      change(await detector.detect(...page)),
  }
}

test('the model that ships finds what it should', async () => {
  await expect(selfTest(detector)).resolves.toBeUndefined()
})

test('labels in another order are noticed', async () => {
  const { labels } = detector
  const next = (label: (typeof labels)[number]) =>
    labels[(labels.indexOf(label) + 7) % labels.length] ?? label
  const mixedUp = changed((regions) =>
    regions.map((region) => ({ ...region, label: next(region.label) })),
  )

  await expect(selfTest(mixedUp)).rejects.toThrow(/finds 0 of \d+ labels in their place/)
})

test('a model that finds nothing is refused', async () => {
  await expect(selfTest(changed(() => []))).rejects.toThrow('finds 0 of')
})

test('a model that sees everything everywhere is refused', async () => {
  const cells = Array.from({ length: 100 }, (_, i) => i)
  const everywhere = {
    labels: detector.labels,
    detect: async () =>
      detectorLabels.flatMap((label) =>
        cells.map((i) => ({
          label,
          box: { x: (i % 10) / 10, y: Math.floor(i / 10) / 10, width: 0.1, height: 0.1 },
          confidence: 1 - i / 1_000,
        })),
      ),
  }

  await expect(selfTest(everywhere)).rejects.toThrow('labels in their place')
})
