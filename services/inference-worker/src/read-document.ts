import { ProblemError, type Progress, type Reading, Stage } from '@invoice-ml/contracts'
import type { Settings } from '@invoice-ml/runtime'
import type { Blobs, CorrectionStore, StoredJob } from '@invoice-ml/storage'
import type { ReaderPool } from './reader-pool.ts'
import type { ReadRequest } from './reader-protocol.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

/**
 * Reads the document of a job in a reader process.
 *
 * @throws ProblemError for what is wrong with the file; ReaderLost when the process ended over it.
 */
export type ReadDocument = (
  job: StoredJob,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
) => Promise<Reading>

type Dependencies = {
  pool: Pick<ReaderPool, 'ask'>
  blobs: Blobs
  corrections: Pick<CorrectionStore, 'findLessons'>
  settings: Settings
  metrics: WorkerMetrics
}

export function createReadDocument(dependencies: Dependencies): ReadDocument {
  const { pool, blobs, corrections, settings, metrics } = dependencies
  const { worker } = settings
  return async (job, { signal, onProgress }) => {
    const answer = await pool.ask(
      { ...readRequestFor(job, { blobs, settings }), seenPath: blobs.seenPath(job.id) },
      {
        signal,
        deadlineMs: worker.document_timeout_seconds * 1_000,
        perPageMs: worker.page_timeout_seconds * 1_000,
        onProgress: ({ stage, page, pages }) => onProgress({ stage, page, pages }),
        recall: corrections.findLessons,
      },
    )
    if (answer.type === 'failed') throw new ProblemError(answer.code, answer.detail)
    if (answer.type !== 'done') throw new Error(`The reader answered ${answer.type}`)
    for (const stage of Stage.options) metrics.stageTook(stage, answer.timings[stage])
    return answer.reading
  }
}

/** What a reader is asked to read a job's document, keeping nothing of what is seen. */
export function readRequestFor(
  { id, mediaType, options }: StoredJob,
  { blobs, settings: { api } }: Pick<Dependencies, 'blobs' | 'settings'>,
): ReadRequest {
  return {
    type: 'read',
    id,
    path: blobs.documentPath(id, mediaType),
    mediaType,
    options,
    limits: { maxPages: api.max_pages, maxMegapixels: api.max_megapixels },
    confidenceThreshold: api.confidence_threshold,
  }
}
