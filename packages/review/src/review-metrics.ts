import { confidenceBand, confidenceBands, fieldLabels, type Reading } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import { judgeReading } from './judge-reading.ts'

/** What people's corrections say of the readings. */
export type ReviewMetrics = {
  /** Told of each correction: what stood there before, and what it has made of it. */
  corrected: (read: Reading, amended: Reading) => void
}

const corrections = ['wrong', 'spurious', 'missed'] as const

export function createReviewMetrics(metrics: Metrics): ReviewMetrics {
  const confirmed = metrics.counter({
    name: 'fields_confirmed_total',
    help: 'Values of documents that people have corrected or confirmed, and left as they were read',
    labelNames: ['field'],
  })
  const corrected = metrics.counter({
    name: 'fields_corrected_total',
    help: 'Values that people have corrected: wrong, not in the document, or missed',
    labelNames: ['field', 'kind'],
  })
  const reviewed = metrics.counter({
    name: 'reviewed_values_total',
    help: 'Values that people have judged, by the confidence that was stated',
    labelNames: ['confidence', 'verdict'],
  })
  const predicted = metrics.counter({
    name: 'reviewed_confidence_total',
    help: 'Sum of the confidences of these values: as many should be right',
    labelNames: ['confidence'],
  })
  // What nobody has judged yet is 0 and not unknown.
  for (const field of fieldLabels) {
    confirmed.inc({ field }, 0)
    for (const kind of corrections) corrected.inc({ field, kind }, 0)
  }
  for (const band of confidenceBands) {
    predicted.inc({ confidence: band }, 0)
    for (const verdict of ['right', 'wrong']) reviewed.inc({ confidence: band, verdict }, 0)
  }
  return {
    corrected: (read, amended) => {
      for (const { label, verdict, confidence } of judgeReading(read, amended)) {
        const isRight = verdict === 'confirmed'
        if (isRight) confirmed.inc({ field: label })
        else corrected.inc({ field: label, kind: verdict })
        if (confidence === undefined) continue
        const band = confidenceBand(confidence)
        reviewed.inc({ confidence: band, verdict: isRight ? 'right' : 'wrong' })
        predicted.inc({ confidence: band }, confidence)
      }
    },
  }
}
