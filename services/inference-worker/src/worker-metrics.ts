import type { Reading, Stage } from '@invoice-ml/contracts'
import type { Metrics } from '@invoice-ml/runtime'
import type { LossReason } from './reader-process.ts'

/** What the inference worker measures. */
export type WorkerMetrics = {
  /** `count` jobs were answered by one reading. */
  extracted: (reading: Reading, count: number) => void
  failed: (code: string, count: number) => void
  stageTook: (stage: Stage, ms: number) => void
  cacheAsked: (isHit: boolean) => void
  readerLost: (reason: LossReason) => void
  serving: (model: { name: string; modelVersion: string; provider: string | undefined }) => void
  /** The model was exchanged, or could not be. */
  exchanged: (outcome: 'done' | 'failed') => void
  /** Whether it reads with another model than the one that is to serve. */
  modelOutdated: (isOutdated: boolean) => void
}

const confidenceBuckets = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1]

export function createWorkerMetrics(metrics: Metrics): WorkerMetrics {
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
  const stages = metrics.histogram({
    name: 'stage_duration_seconds',
    help: 'Time of one stage of reading a document',
    labelNames: ['stage'],
  })
  const cache = metrics.counter({
    name: 'cache_requests_total',
    help: 'Look-ups of earlier readings',
    labelNames: ['outcome'],
  })
  const confidence = metrics.histogram({
    name: 'field_confidence',
    help: 'Confidence of the values read',
    labelNames: ['field'],
    buckets: confidenceBuckets,
  })
  const losses = metrics.counter({
    name: 'readers_lost_total',
    help: 'Reader processes that ended over a document',
    labelNames: ['reason'],
  })
  const model = metrics.gauge({
    name: 'model_info',
    help: 'The model that reads, and where it runs',
    labelNames: ['name', 'version', 'provider'],
  })
  const exchanges = metrics.counter({
    name: 'model_exchanges_total',
    help: 'Exchanges of the model that reads',
    labelNames: ['outcome'],
  })
  const outdated = metrics.gauge({
    name: 'model_outdated',
    help: '1 while the model that is to serve cannot be loaded and another one reads',
  })
  return {
    extracted: (reading, count) => {
      const { rendering, needs_review: needsReview } = reading
      extractions.inc({ outcome: 'completed', rendering, needs_review: `${needsReview}` }, count)
      for (const field of reading.fields)
        confidence.observe({ field: field.label }, field.confidence)
    },
    failed: (code, count) => {
      extractions.inc({ outcome: 'failed', rendering: 'unknown', needs_review: 'unknown' }, count)
      failures.inc({ code }, count)
    },
    stageTook: (stage, ms) => {
      if (ms > 0) stages.observe({ stage }, ms / 1_000)
    },
    cacheAsked: (isHit) => cache.inc({ outcome: isHit ? 'hit' : 'miss' }),
    readerLost: (reason) => losses.inc({ reason }),
    serving: ({ name, modelVersion, provider }) => {
      model.reset()
      model.set({ name, version: modelVersion, provider: provider ?? 'none' }, 1)
    },
    exchanged: (outcome) => exchanges.inc({ outcome }),
    modelOutdated: (isOutdated) => outdated.set(isOutdated ? 1 : 0),
  }
}
