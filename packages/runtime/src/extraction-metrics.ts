import type { Metrics } from './metrics.ts'

/** What is counted of a reading. */
type Answer = { rendering: string; needs_review: boolean; overall_confidence: number }

/** A job that has its result: an earlier reading's, or its own; `seconds` since its upload. */
type Answered = { isCached: boolean; priority: string; seconds: number }

/** What is measured of jobs, by whichever service ends them. */
export type ExtractionMetrics = {
  completed: (reading: Answer, job: Answered) => void
  /** Others that the same reading has answered. */
  completedToo: (reading: Answer, count: number) => void
  failed: (code: string, count: number) => void
  cacheAsked: (isHit: boolean) => void
}

/** Of histograms of a confidence: finer where most lie. */
export const confidenceBuckets = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1]

// What a job can fail with.
const failureCodes = [
  'document-encrypted',
  'document-unreadable',
  'file-corrupt',
  'image-too-large',
  'internal-error',
  'no-page-selected',
  'too-many-pages',
  'unsupported-media-type',
]

/** Metrics that several services have: who asks them adds these up. */
export function createExtractionMetrics(metrics: Metrics): ExtractionMetrics {
  const extractions = metrics.counter({
    name: 'extractions_total',
    help: 'Jobs that ended',
    labelNames: ['outcome', 'rendering', 'needs_review'],
  })
  const failures = metrics.counter({
    name: 'failures_total',
    help: 'Jobs that failed, by problem',
    labelNames: ['code'],
  })
  const duration = metrics.histogram({
    name: 'extraction_duration_seconds',
    help: 'Time from the upload to its result',
    labelNames: ['priority', 'cached'],
  })
  const confidence = metrics.histogram({
    name: 'extraction_confidence',
    help: 'Overall confidence of documents that were read, cached answers left out',
    buckets: confidenceBuckets,
  })
  const cache = metrics.counter({
    name: 'cache_requests_total',
    help: 'Look-ups of earlier readings',
    labelNames: ['outcome'],
  })
  // A rate sees the first of a kind only where there was a 0 before it.
  extractions.inc({ outcome: 'failed', rendering: 'unknown', needs_review: 'unknown' }, 0)
  for (const code of failureCodes) failures.inc({ code }, 0)
  for (const rendering of ['digital', 'scan'])
    for (const needs_review of [true, false]) count({ rendering, needs_review }, 0)
  for (const priority of ['interactive', 'batch'])
    for (const cached of ['true', 'false']) duration.zero({ priority, cached })
  for (const outcome of ['hit', 'miss']) cache.inc({ outcome }, 0)

  function count(
    { rendering, needs_review: needsReview }: Omit<Answer, 'overall_confidence'>,
    number: number,
  ): void {
    extractions.inc({ outcome: 'completed', rendering, needs_review: `${needsReview}` }, number)
  }
  return {
    completed: (reading, { isCached, priority, seconds }) => {
      count(reading, 1)
      duration.observe({ priority, cached: `${isCached}` }, seconds)
      if (!isCached) confidence.observe(reading.overall_confidence)
    },
    completedToo: count,
    failed: (code, number) => {
      const unknown = { rendering: 'unknown', needs_review: 'unknown' }
      extractions.inc({ outcome: 'failed', ...unknown }, number)
      failures.inc({ code }, number)
    },
    cacheAsked: (isHit) => cache.inc({ outcome: isHit ? 'hit' : 'miss' }),
  }
}
