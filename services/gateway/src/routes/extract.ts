import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import {
  ExtractForm,
  extractDocument,
  type extractionQueue,
  ProblemError,
} from '@invoice-ml/contracts'
import { type Answer, createUploadReceiver, route, type Slots, type Upload } from '@invoice-ml/http'
import type { Producer, ReadingCache, Signals } from '@invoice-ml/queue'
import type { ExtractionMetrics, Logger, Settings } from '@invoice-ml/runtime'
import type { Blobs, Jobs, StoredJob, UsedKeys, Webhooks } from '@invoice-ml/storage'
import type { Express } from 'express'
import { answerExtracted, waitOrAccept } from '../answer-extract.ts'
import { watchJob } from '../await-job.ts'
import type { Disk } from '../disk.ts'
import { isNotCommitted } from '../is-not-committed.ts'
import type { PlatformState } from '../platform-state.ts'
import { refuseWhenOverloaded } from '../refuse-when-overloaded.ts'
import { type ExtractCall, findCached, idempotencyOf, parseForm, toNewJob } from '../submission.ts'
import type { AddressGuard } from '../webhooks/address-guard.ts'
import { refuseCallback } from '../webhooks/refuse-callback.ts'

export type ExtractDependencies = {
  /** The disk of the documents. */
  disk: () => Promise<Disk>
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  extractions: Producer<(typeof extractionQueue)['payload']>
  state: PlatformState
  uploads: Slots
  usedKeys: UsedKeys
  webhooks: Pick<Webhooks, 'takesCallbacks'>
  guard: AddressGuard
  settings: Settings
  metrics: Pick<ExtractionMetrics, 'cacheAsked' | 'completed'>
  logger: Logger
  stopping: AbortSignal
}

// Made once: a schema is compiled when it is first used.
const Form = ExtractForm.strict()

/** POST /extract: check, store, answer 202, or 200 when the answer is there in time. */
export function addExtract(app: Express, dependencies: ExtractDependencies): void {
  const { blobs, uploads, settings } = dependencies
  const receive = createUploadReceiver(() => blobs.uploadPath(randomUUID()), {
    fileBytes: settings.api.max_file_mb * 1_000_000,
    slots: uploads,
  })
  route(app, extractDocument, async (call) => {
    // Which lane it is for stands in the form, and so is known once the file has come.
    const key = call.headers['idempotency-key']
    await refuseWhenOverloaded({ priority: 'interactive', key }, dependencies)
    const upload = await receive(call.request, call.response)
    try {
      return await accept(upload, call, dependencies)
    } catch (error) {
      // Gone already when it was kept.
      await rm(upload.path, { force: true })
      throw error
    }
  })
}

async function accept(
  upload: Upload,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const { jobs, blobs, signals, metrics } = dependencies
  const form = parseForm(upload.form, Form)
  const idempotency = idempotencyOf([upload.sha256], form, call)
  await refuseWhenOverloaded({ priority: form.priority, key: idempotency?.key }, dependencies)
  const job = toNewJob(upload, form, call)
  if (job.callbackUrl !== undefined) await refuseCallback(job.callbackUrl, dependencies)
  const [cachedReading] = await Promise.all([
    findCached(job, dependencies),
    // A committed row always finds its file: the file comes first, and goes when the row does not come.
    blobs.keepDocument(upload.path, job.id, job.mediaType),
  ])
  const submission = await jobs
    .submit({ ...job, cachedReading }, idempotency)
    .catch(async (error: unknown) => {
      if (isNotCommitted(error)) await blobs.remove(job.id, job.mediaType)
      throw error
    })
  if (submission.outcome !== 'inserted') await blobs.remove(job.id, job.mediaType)
  if (submission.outcome === 'mismatch')
    throw new ProblemError('idempotency-mismatch', 'Another document or other options came with it')
  if (submission.outcome === 'replayed') return replay(submission.jobId, call, dependencies)
  if (cachedReading) {
    const { priority } = job
    metrics.completed(cachedReading, { isCached: true, priority, seconds: 0 })
    return answerExtracted(submission.job, call)
  }

  // Before the job is added: what happens from then on is heard.
  const watch = watchJob(signals, job.id, { steps: false })
  try {
    await enqueue(submission.job, dependencies)
    return await waitOrAccept(submission.job, watch, call, dependencies)
  } finally {
    watch.stop()
  }
}

async function enqueue(
  { id: jobId, requestId, priority }: StoredJob,
  { extractions, logger }: ExtractDependencies,
): Promise<void> {
  try {
    await extractions.add({ jobId, requestId }, { priority })
    logger.debug('job queued', { jobId, requestId, priority })
  } catch (error) {
    // The row is committed: the sweep finds it when Redis is back.
    logger.warn('job not queued yet', { jobId, requestId, error })
  }
}

/** The same request again: its one job answers, as far as it has come. */
async function replay(
  jobId: string,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const watch = watchJob(dependencies.signals, jobId, { steps: false })
  try {
    call.response.setHeader('Idempotency-Replayed', 'true')
    const job = await dependencies.jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `${jobId} was deleted since`)
    return await waitOrAccept(job, watch, call, dependencies)
  } finally {
    watch.stop()
  }
}
