import { ProblemError, type Progress, type Reading, Stage } from '@invoice-ml/contracts'
import type { Logger, OpenSpan, Settings, Tracer } from '@invoice-ml/runtime'
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
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void; span: OpenSpan },
) => Promise<Reading>

type Dependencies = {
  pool: Pick<ReaderPool, 'ask'>
  blobs: Blobs
  corrections: Pick<CorrectionStore, 'findLessons'>
  settings: Settings
  metrics: WorkerMetrics
  tracer: Tracer
  logger: Logger
}

/** On a busy machine a document may take this many times its limits: what others take from it is no fault of its own. */
export const readingPatience = 4

export function createReadDocument(dependencies: Dependencies): ReadDocument {
  const { pool, blobs, corrections, settings, metrics, tracer, logger } = dependencies
  const { worker } = settings
  return async (job, { signal, onProgress, span }) => {
    const limits = {
      signal,
      deadlineMs: worker.document_timeout_seconds * 1_000,
      perPageMs: worker.page_timeout_seconds * 1_000,
      patience: readingPatience,
      onProgress: ({ stage, page, pages }: Progress) => onProgress({ stage, page, pages }),
      recall: corrections.findLessons,
    }
    const answer = await blobs.lend(blobs.documentPath(job.id, job.mediaType), (path) =>
      blobs.keep(blobs.seenPath(job.id), (seenPath) =>
        pool.ask({ ...readRequestFor(job, path, settings), seenPath }, limits),
      ),
    )
    if (answer.type === 'failed') throw new ProblemError(answer.code, answer.detail)
    if (answer.type !== 'done') throw new Error(`The reader answered ${answer.type}`)
    for (const stage of Stage.options) metrics.stageTook(stage, answer.timings[stage])
    traceStages(answer.timings, span, tracer)
    const { id: jobId, requestId } = job
    logger.debug('document read', { jobId, requestId, stagesMs: answer.timings })
    return answer.reading
  }
}

/** What a reader is asked to read a job's document, which lies at this path, keeping nothing of what is seen. */
export function readRequestFor(
  { id, mediaType, options }: StoredJob,
  path: string,
  { api }: Settings,
): ReadRequest {
  return {
    type: 'read',
    id,
    path,
    mediaType,
    options,
    limits: { maxPages: api.max_pages, maxMegapixels: api.max_megapixels },
    confidenceThreshold: api.confidence_threshold,
  }
}

/** The stages as parts of the reading that has just ended, one after the other, each of all its pages. */
function traceStages(
  timings: Record<Stage, number>,
  { traceparent: parent }: OpenSpan,
  tracer: Tracer,
): void {
  const stages = Stage.options.filter((stage) => timings[stage] > 0)
  let startMs = Date.now() - stages.reduce((sum, stage) => sum + timings[stage], 0)
  for (const stage of stages) {
    const endMs = startMs + timings[stage]
    tracer.start(stage, { parent, startedAt: new Date(startMs) }).end(new Date(endMs))
    startMs = endMs
  }
}
