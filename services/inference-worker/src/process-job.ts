import { type extractionQueue, ProblemError, type Reading } from '@invoice-ml/contracts'
import type { Handler, HandlerContext, ReadingCache, ReadingKey, Signals } from '@invoice-ml/queue'
import { isOutage, type Logger, type OpenSpan, type Tracer } from '@invoice-ml/runtime'
import {
  type Blobs,
  type Claim,
  type Jobs,
  optionsDigest,
  type StoredJob,
} from '@invoice-ml/storage'
import type { z } from 'zod'
import { holdClaim, leaseMs, newClaim } from './claim.ts'
import { createProgressPacer } from './progress-pacer.ts'
import type { ReadDocument } from './read-document.ts'
import { ReaderLost } from './reader-process.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

export type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  readDocument: ReadDocument
  modelVersion: () => string
  metrics: WorkerMetrics
  tracer: Tracer
}

type Payload = z.infer<(typeof extractionQueue)['payload']>
type Run = Dependencies & { job: StoredJob; claim: Claim; logger: Logger; span: OpenSpan }

// A document that ended two readers would end a third.
const maxCrashes = 2
// Workers that died under the job, attempts that failed for other reasons: at some point it is the job.
const maxAttempts = 20

/**
 * Reads one job to its end: claims it, answers from the cache or reads the document, and stores what came of it.
 * It may be called twice for one job, or for a job that is being read: only the holder of the claim finishes it.
 */
export function processJob(dependencies: Dependencies): Handler<Payload> {
  const { jobs, signals } = dependencies
  return async ({ jobId, requestId }, context) => {
    const logger = context.logger.child({ jobId, requestId })
    const claim = newClaim(jobId)
    const claimed = await jobs.claim(claim, leaseMs)
    if (claimed.outcome !== 'claimed') {
      logger.debug('job not claimed', { outcome: claimed.outcome })
      return
    }
    void signals.jobProgressed(jobId)
    const { job } = claimed
    const waitedMs = Date.now() - job.createdAt.getTime()
    logger.debug('job claimed', { attempt: job.attempts, waitedMs })
    if (job.attempts === 1) dependencies.metrics.waited(job.priority, secondsSince(job.createdAt))
    const span = startSpan(job, requestId, dependencies)
    await holdAndRun({ ...dependencies, job, claim, logger, span }, context).finally(() =>
      span.end(),
    )
  }
}

/** The reading as a part of the trace of the upload, behind the time that the job has waited. */
function startSpan(
  { id, traceparent: parent, createdAt, attempts }: StoredJob,
  requestId: string,
  { tracer }: Pick<Dependencies, 'tracer'>,
): OpenSpan {
  const facts = { job_id: id, request_id: requestId, attempt: attempts }
  if (attempts === 1)
    tracer.start('wait for a worker', { parent, startedAt: createdAt, facts }).end()
  return tracer.start('read document', { kind: 'consumer', parent, facts })
}

async function holdAndRun(run: Run, context: HandlerContext): Promise<void> {
  const { job, jobs, claim, signals } = run
  const held = holdClaim(jobs, claim)
  const cancelled = new AbortController()
  const stopListening = signals.onJobCancelled((jobId) => {
    if (jobId === job.id) cancelled.abort(new Error('The job was cancelled'))
  })
  const signal = AbortSignal.any([context.signal, held.lost, cancelled.signal])
  try {
    await readAndComplete(run, signal)
  } catch (error) {
    // Who cancelled, or took the job over, has the say about it now.
    if (held.lost.aborted || cancelled.signal.aborted) run.logger.info('job let go')
    else await failOrRelease(run, error, context)
  } finally {
    stopListening()
    held.stop()
    await eraseIfDeleted(run).catch((error: unknown) => {
      // Files without a job are swept.
      run.logger.warn('deleted job not erased', { error })
    })
  }
}

/** Nothing of a job that was deleted while it was read may stay: what was seen on its pages, or its reading. */
async function eraseIfDeleted({ job, jobs, blobs, cache }: Run): Promise<void> {
  if (await jobs.findVersion(job.id)) return
  await blobs.remove(job.id, job.mediaType)
  await cache.remove(job.md5)
}

async function readAndComplete(run: Run, signal: AbortSignal): Promise<void> {
  const { job, jobs, claim, logger, metrics } = run
  if (job.attempts > maxAttempts)
    throw new ProblemError('document-unreadable', `Given up after ${maxAttempts} attempts`)
  const known = await findCached(run)
  const reading = known ?? (await read(run, signal))
  const completed = await jobs.complete(claim, { reading, cached: known !== undefined })
  await tellAll(run, completed)
  if (completed.length === 0) return
  run.span.note({ cached: known !== undefined, pages: reading.pages })
  // The answer does not wait for the cache.
  if (!known) await putIntoCache(run, reading)
  metrics.extracted(reading, {
    isCached: known !== undefined,
    priority: job.priority,
    seconds: secondsSince(job.createdAt),
    others: completed.length - 1,
  })
  logger.info('extracted', {
    fieldCount: reading.fields.length,
    pages: reading.pages,
    durationMs: Date.now() - job.createdAt.getTime(),
    cached: known !== undefined,
    modelVersion: reading.model_version,
    answered: completed.length,
  })
}

/** Reads the document in a reader process, again in another when the first was lost over it. */
async function read(run: Run, signal: AbortSignal): Promise<Reading> {
  const { job, jobs, claim, logger, readDocument } = run
  const progress = createProgressPacer(
    async (progress) => {
      await jobs.saveProgress(claim, progress)
      await run.signals.jobProgressed(job.id)
    },
    (error) => logger.debug('progress not saved', { error }),
  )
  try {
    for (let crashes = job.crashes; crashes < maxCrashes; ) {
      try {
        return await readDocument(job, { signal, onProgress: progress.report, span: run.span })
      } catch (error) {
        if (!(error instanceof ReaderLost)) throw error
        crashes = await jobs.recordCrash(claim)
        logger.warn('document ended a reader', { reason: error.reason, crashes })
      }
    }
  } finally {
    progress.stop()
  }
  throw new ProblemError(
    'document-unreadable',
    'Reading it took more time or memory than one document may take, twice',
  )
}

function cacheKey({ job, modelVersion }: Run): ReadingKey {
  const { md5, sha256, options } = job
  return { md5, sha256, modelVersion: modelVersion(), optionsDigest: optionsDigest(options) }
}

async function findCached(run: Run): Promise<Reading | undefined> {
  if (run.job.refresh) return undefined
  try {
    const reading = await run.cache.get(cacheKey(run))
    run.metrics.cacheAsked(reading !== undefined)
    return reading
  } catch (error) {
    run.logger.warn('cache not read', { error })
    return undefined
  }
}

async function putIntoCache(run: Run, reading: Reading): Promise<void> {
  try {
    await run.cache.put({ ...cacheKey(run), modelVersion: reading.model_version }, reading)
  } catch (error) {
    run.logger.warn('cache not written', { error })
  }
}

async function failOrRelease(run: Run, error: unknown, context: HandlerContext): Promise<void> {
  const { job, jobs, claim, logger, metrics } = run
  const problem = problemOf(error, context)
  run.span.fail(problem?.code ?? 'to be tried again')
  if (!problem) {
    logger.warn('reading failed, to be tried again', { attempt: context.attempt, error })
    await jobs.release(claim, { isItsFault: !isAway(error) })
    throw error
  }
  const failed = await jobs.fail(claim, problem.toProblem(`/jobs/${job.id}`, job.requestId))
  await tellAll(run, failed)
  metrics.failed(problem.code, failed.length)
  if (problem.status < 500) logger.info('job failed', { code: problem.code })
  else logger.error('job failed', { code: problem.code, error })
}

/**
 * What the job fails with for good; undefined while another attempt may help. That PostgreSQL, Redis or the object store is
 * away, or that no reader was free in time, is never a fault of the document, however often it happens: only a reader's own
 * deadline judges it.
 */
function problemOf(error: unknown, { isLastAttempt }: HandlerContext): ProblemError | undefined {
  if (!(error instanceof ProblemError) || isAway(error)) return undefined
  if (error.status < 500) return error
  return isLastAttempt
    ? new ProblemError('internal-error', 'Reading failed', { cause: error })
    : undefined
}

function isAway(error: unknown): boolean {
  return isOutage(error) || (error instanceof ProblemError && error.code === 'service-unavailable')
}

function secondsSince(date: Date): number {
  return Math.max(0, Date.now() - date.getTime()) / 1_000
}

async function tellAll({ signals }: Run, jobIds: string[]): Promise<void> {
  await Promise.all(jobIds.map((id) => signals.jobChanged(id)))
}
