import {
  type FieldLabel,
  fieldLabels,
  keyFieldLabels,
  type Reading,
  type Source,
} from '@invoice-ml/contracts'
import { isRight } from './compare.ts'
import { type LineScore, scoreLines } from './score-lines.ts'
import { type Calibration, calibrate, percentile, type Tally, tally } from './statistics.ts'
import type { Truth } from './truth.ts'

/** What is scored: a reading, and how long it took. */
export type Prediction = Pick<
  Reading,
  'fields' | 'lines' | 'needs_review' | 'overall_confidence' | 'review_reasons'
> & { elapsed_ms?: number }

/** How one field of one document came out. */
export type FieldScore = {
  label: FieldLabel
  expected: unknown
  got: string[]
  isRight: boolean
  confidence: number | undefined
  /** Where it was read; absent where nothing was. */
  source?: Source | undefined
}

export type DocumentScore = {
  name: string
  truth: Truth
  fields: FieldScore[]
  /** Whether every key field that is known is right; undefined when none is known. */
  isExact: boolean | undefined
  /** Not sent to a person. */
  isStraightThrough: boolean
  overallConfidence: number | undefined
  /** A key field is missing, or something contradicts another: a person looks at it, however sure the reading is. */
  isDisputed: boolean
  elapsedMs: number | undefined
  /** Undefined where the truth states no lines. */
  lines: ScoredLines | undefined
}

/** Lines of which every cell is right; and those of which the description says more than the truth, as well. */
export type ScoredLines = { exact: LineScore; lenient: LineScore }

export type Summary = {
  documents: number
  withoutPrediction: number
  all: Tally
  key: Tally
  byField: Map<FieldLabel, Tally>
  exactRate: number | undefined
  straightThrough: { rate: number; documentsInError: number | undefined }
  calibration: Calibration
  latencyMs: { p50: number | undefined; p95: number | undefined }
}

/**
 * Scores one document. Only fields that the truth knows and that stand visibly on the page count; where a label was
 * predicted more than once the most certain counts, of rates all. No prediction means that nothing was found.
 */
export function scoreDocument(
  name: string,
  truth: Truth,
  prediction: Prediction | undefined,
): DocumentScore {
  const isCreditNote = truth.kind === 'credit_note'
  const fields = fieldLabels
    .filter((label) => isKnown(truth.fields[label]) && !truth.not_visible.includes(label))
    .map((label) => {
      const expected = truth.fields[label]
      const { values, confidence, source } = predictedValues(label, prediction)
      return {
        label,
        expected,
        got: values,
        confidence,
        source,
        isRight: isRight(label, expected, values, isCreditNote),
      }
    })
  const keys = fields.filter(({ label }) => keyFieldLabels.includes(label))
  return {
    name,
    truth,
    fields,
    isExact: keys.length === 0 ? undefined : keys.every((field) => field.isRight),
    isStraightThrough: prediction?.needs_review === false,
    overallConfidence: prediction?.overall_confidence,
    isDisputed: (prediction?.review_reasons ?? []).some(
      (reason) => !/^overall confidence/.test(reason),
    ),
    elapsedMs: prediction?.elapsed_ms,
    lines: scoreLinesOf(truth, prediction),
  }
}

function scoreLinesOf(truth: Truth, prediction: Prediction | undefined): ScoredLines | undefined {
  if (!truth.lines?.length) return undefined
  const scoring = { ignoresSign: truth.kind === 'credit_note' }
  const read = prediction?.lines ?? []
  return {
    exact: scoreLines(truth.lines, read, scoring),
    lenient: scoreLines(truth.lines, read, { ...scoring, allowsMore: true }),
  }
}

/** The measures of reading.md over some documents. */
export function summarise(documents: DocumentScore[]): Summary {
  const fields = documents.flatMap((document) => document.fields)
  const certain = fields.filter((field) => field.got.length > 0 && field.confidence !== undefined)
  const straight = documents.filter((document) => document.isStraightThrough)
  const elapsed = documents.flatMap(({ elapsedMs }) => elapsedMs ?? [])
  const labels = fieldLabels.filter((label) => fields.some((field) => field.label === label))
  return {
    documents: documents.length,
    withoutPrediction: documents.filter(({ elapsedMs }) => elapsedMs === undefined).length,
    all: tally(fields),
    key: tally(fields.filter(({ label }) => keyFieldLabels.includes(label))),
    byField: new Map(
      labels.map((label) => [label, tally(fields.filter((field) => field.label === label))]),
    ),
    exactRate: rateOfExact(documents),
    straightThrough: {
      rate: documents.length === 0 ? 0 : straight.length / documents.length,
      documentsInError: inverse(rateOfExact(straight)),
    },
    calibration: calibrate(certain.map(({ confidence = 0, isRight }) => ({ confidence, isRight }))),
    latencyMs: { p50: percentile(elapsed, 0.5), p95: percentile(elapsed, 0.95) },
  }
}

/** What a threshold of confidence would do to some documents. */
export type ReviewPoint = {
  threshold: number
  /** Share of the documents that a person looks at. */
  reviewed: number
  /** Share of the others with any wrong key field; undefined when there are none. */
  wrong: number | undefined
}

/** How many documents a person would look at, and how many errors would pass, at each threshold. */
export function reviewCurve(documents: DocumentScore[], thresholds: number[]): ReviewPoint[] {
  return thresholds.map((threshold) => {
    const passed = documents.filter(
      ({ isDisputed, overallConfidence = 0 }) => !isDisputed && overallConfidence >= threshold,
    )
    return {
      threshold,
      reviewed: 1 - passed.length / Math.max(1, documents.length),
      wrong: inverse(rateOfExact(passed)),
    }
  })
}

function predictedValues(label: FieldLabel, prediction: Prediction | undefined) {
  const found = (prediction?.fields ?? []).filter((field) => field.label === label)
  if (label === 'taux_tva' && found.length > 0) {
    const confidence = Math.min(...found.map((field) => field.confidence))
    return { values: found.map((field) => field.value), confidence, source: found[0]?.source }
  }
  const [best] = found.toSorted((a, b) => b.confidence - a.confidence)
  return {
    values: best === undefined ? [] : [best.value],
    confidence: best?.confidence,
    source: best?.source,
  }
}

function rateOfExact(documents: DocumentScore[]): number | undefined {
  const known = documents.filter(({ isExact }) => isExact !== undefined)
  return known.length === 0
    ? undefined
    : known.filter(({ isExact }) => isExact).length / known.length
}

function inverse(rate: number | undefined): number | undefined {
  return rate === undefined ? undefined : 1 - rate
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !isEmptyList(value)
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
