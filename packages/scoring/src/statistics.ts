export type Tally = {
  expected: number
  predicted: number
  right: number
  /** Undefined where nothing was predicted. */
  precision: number | undefined
  recall: number
  f1: number
}

/** Expected calibration error over ten equal bins: how far the confidences are from the shares that were right. */
export type Calibration = { predictions: number; error: number | undefined; bins: ReliabilityBin[] }

/** Predictions of about one confidence: what was claimed of them, and how many were right. */
export type ReliabilityBin = {
  /** Lower edge. */
  from: number
  count: number
  meanConfidence: number
  right: number
}

/** Precision, recall and F1 of fields that were expected. */
export function tally(fields: { got: string[]; isRight: boolean }[]): Tally {
  const expected = fields.length
  const predicted = fields.filter(({ got }) => got.length > 0).length
  const right = fields.filter(({ isRight }) => isRight).length
  const precision = predicted === 0 ? undefined : right / predicted
  const recall = expected === 0 ? 0 : right / expected
  const sum = (precision ?? 0) + recall
  const f1 = sum === 0 ? 0 : (2 * (precision ?? 0) * recall) / sum
  return { expected, predicted, right, precision, recall, f1 }
}

export function calibrate(pairs: { confidence: number; isRight: boolean }[]): Calibration {
  if (pairs.length === 0) return { predictions: 0, error: undefined, bins: [] }
  const members = Map.groupBy(pairs, ({ confidence }) => Math.min(Math.floor(confidence * 10), 9))
  const bins = [...members]
    .sort(([a], [b]) => a - b)
    .map(([bin, some]): ReliabilityBin => {
      const sum = some.reduce((total, { confidence }) => total + confidence, 0)
      const right = some.filter(({ isRight }) => isRight).length
      return { from: bin / 10, count: some.length, meanConfidence: sum / some.length, right }
    })
  const gaps = bins.map(({ count, meanConfidence, right }) =>
    Math.abs(right - count * meanConfidence),
  )
  return { predictions: pairs.length, error: gaps.reduce((a, b) => a + b, 0) / pairs.length, bins }
}

/** The value below which the share `q` of the values lies, interpolated; undefined of none. */
export function percentile(values: number[], q: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const low = sorted[Math.floor(position)]
  const high = sorted[Math.ceil(position)]
  if (low === undefined || high === undefined) return undefined
  return low + (high - low) * (position - Math.floor(position))
}
