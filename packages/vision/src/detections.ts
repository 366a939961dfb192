import type { DetectorLabel } from '@invoice-ml/contracts'
import type { Region } from '@invoice-ml/extraction'
import { suppress } from './suppression.ts'
import { boxOnPage, type Letterbox } from './tensor.ts'

/** An output of the network. */
export type Output = { data: Float32Array; dims: readonly number[] }

// Weak evidence is evidence too: what is made of it is decided when the document is read.
const minConfidence = 0.1
const maxOverlap = 0.5
const maxRegions = 300

/**
 * What a YOLO network gives → regions on the page. Understood are `[1, 4 + labels, N]` (centre, size, a probability for each
 * label; also transposed) and `[1, N, 6]` (two corners, probability, label), all in pixels of the input.
 *
 * @throws Error for another shape.
 */
export function readDetections(
  output: Output,
  labels: readonly DetectorLabel[],
  frame: Letterbox,
): Region[] {
  const [batch, rows, columns] = output.dims
  if (output.dims.length !== 3 || batch !== 1 || rows === undefined || columns === undefined)
    throw unknownShape(output, labels)
  const height = 4 + labels.length
  if (rows === height) return suppressed(dense(output.data, labels, frame, [1, columns, columns]))
  if (columns === 6) return corners(output.data, labels, frame, rows).slice(0, maxRegions)
  if (columns === height) return suppressed(dense(output.data, labels, frame, [height, 1, rows]))
  throw unknownShape(output, labels)
}

function unknownShape({ dims }: Output, labels: readonly DetectorLabel[]): Error {
  return new Error(
    `The model gives [${dims.join(', ')}]; understood are [1, ${4 + labels.length}, N] and [1, N, 6]`,
  )
}

function suppressed(regions: Region[]): Region[] {
  return suppress(regions, maxOverlap).slice(0, maxRegions)
}

// Steps through the data: from one candidate to the next, from one value of a candidate to the next.
type Layout = [candidateStep: number, valueStep: number, count: number]

function dense(
  data: Float32Array,
  labels: readonly DetectorLabel[],
  frame: Letterbox,
  [candidateStep, valueStep, count]: Layout,
): Region[] {
  const regions: Region[] = []
  // Hundreds of thousands of values are looked at and few are taken: a plain loop, label by label.
  for (let index = 0; index < labels.length; index += 1) {
    const label = labels[index]
    const first = (4 + index) * valueStep
    for (let candidate = 0; candidate < count; candidate += 1) {
      const start = candidate * candidateStep
      const confidence = data[start + first] ?? 0
      if (!(confidence >= minConfidence) || !label) continue
      const value = (row: number) => data[start + row * valueStep] ?? 0
      const [x, y, halfWidth, halfHeight] = [value(0), value(1), value(2) / 2, value(3) / 2]
      const box = boxOnPage([x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight], frame)
      if (box.width > 0 && box.height > 0)
        regions.push({ label, box, confidence: Math.min(1, confidence) })
    }
  }
  return regions
}

function corners(
  data: Float32Array,
  labels: readonly DetectorLabel[],
  frame: Letterbox,
  count: number,
): Region[] {
  const regions: Region[] = []
  for (let row = 0; row < count; row += 1) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, confidence = 0, index = -1] = data.subarray(row * 6)
    const label = labels[Math.round(index)]
    if (!label || !(confidence >= minConfidence)) continue
    const box = boxOnPage([x0, y0, x1, y1], frame)
    if (box.width > 0 && box.height > 0)
      regions.push({ label, box, confidence: Math.min(1, confidence) })
  }
  return regions.sort((a, b) => b.confidence - a.confidence)
}
