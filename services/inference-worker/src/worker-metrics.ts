import {
  confidenceBand,
  confidenceBands,
  type Priority,
  type Reading,
  type Stage,
} from '@invoice-ml/contracts'
import {
  confidenceBuckets,
  createExtractionMetrics,
  type ExtractionMetrics,
  type Metrics,
} from '@invoice-ml/runtime'
import type { LossReason } from './reader-process.ts'

type ServedModel = {
  name: string
  modelVersion: string
  provider: string | undefined
  /** Share of the values in each confidence band when it was trained, where that is known. */
  confidences: Record<string, number> | undefined
}

/** What the inference worker measures. */
export type WorkerMetrics = Pick<ExtractionMetrics, 'failed' | 'cacheAsked'> & {
  /** A job is done: by its own reading, or by an earlier one. The same reading has answered `others`, too. */
  extracted: (
    reading: Reading,
    job: { isCached: boolean; priority: Priority; seconds: number; others: number },
  ) => void
  /** A job is taken up for the first time, `seconds` after its upload. */
  waited: (priority: Priority, seconds: number) => void
  stageTook: (stage: Stage, ms: number) => void
  readerLost: (reason: LossReason) => void
  serving: (model: ServedModel) => void
  /** The model was exchanged, or could not be. */
  exchanged: (outcome: 'done' | 'failed') => void
  /** Whether it reads with another model than the one that is to serve. */
  modelOutdated: (isOutdated: boolean) => void
}

const lossReasons: LossReason[] = ['crash', 'deadline', 'memory']

export function createWorkerMetrics(metrics: Metrics): WorkerMetrics {
  const extractions = createExtractionMetrics(metrics)
  const waits = metrics.histogram({
    name: 'job_wait_seconds',
    help: 'Time from the upload until a worker takes it up',
    labelNames: ['priority'],
  })
  const stages = metrics.histogram({
    name: 'stage_duration_seconds',
    help: 'Time of one stage of reading a document',
    labelNames: ['stage'],
  })
  const confidence = metrics.histogram({
    name: 'field_confidence',
    help: 'Confidence of the values read, cached answers left out',
    labelNames: ['field'],
    buckets: confidenceBuckets,
  })
  const values = metrics.counter({
    name: 'values_read_total',
    help: 'Values read from pages, by confidence and model; those of an XML are left out',
    labelNames: ['confidence', 'version'],
  })
  const reference = metrics.gauge({
    name: 'confidence_reference',
    help: 'Share of the values by confidence on the documents that the model was calibrated with',
    labelNames: ['confidence', 'version'],
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
    help: '1 while the model that is to serve cannot be loaded: another one reads, or what was loaded of it before',
  })
  // What has not happened yet is 0 and not unknown.
  for (const reason of lossReasons) losses.inc({ reason }, 0)

  function countValues({ fields, model_version: version }: Reading): void {
    for (const field of fields) {
      confidence.observe({ field: field.label }, field.confidence)
      if (field.source === 'embedded_xml') continue
      values.inc({ confidence: confidenceBand(field.confidence), version })
    }
  }
  return {
    failed: extractions.failed,
    cacheAsked: extractions.cacheAsked,
    extracted: (reading, { others, ...job }) => {
      extractions.completed(reading, job)
      extractions.completedToo(reading, others)
      // A cached reading was counted when it was read; a corrected one is a person's.
      if (!job.isCached) countValues(reading)
    },
    waited: (priority, seconds) => waits.observe({ priority }, seconds),
    stageTook: (stage, ms) => {
      if (ms > 0) stages.observe({ stage }, ms / 1_000)
    },
    readerLost: (reason) => losses.inc({ reason }),
    serving: ({ name, modelVersion: version, provider, confidences = {} }) => {
      model.reset()
      model.set({ name, version, provider: provider ?? 'none' }, 1)
      for (const band of confidenceBands) values.inc({ confidence: band, version }, 0)
      reference.reset()
      for (const [band, share] of Object.entries(confidences))
        reference.set({ confidence: band, version }, share)
    },
    exchanged: (outcome) => exchanges.inc({ outcome }),
    modelOutdated: (isOutdated) => outdated.set(isOutdated ? 1 : 0),
  }
}
