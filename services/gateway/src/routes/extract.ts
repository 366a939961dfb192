import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { extractDocument, type extractionQueue, ProblemError } from '@invoice-ml/contracts'
import {
  type Answer,
  createUploadReceiver,
  route,
  type Upload,
  type UploadSlots,
} from '@invoice-ml/http'
import type { Producer, ReadingCache, Signals } from '@invoice-ml/queue'
import type { Logger, Settings } from '@invoice-ml/runtime'
import type { Blobs, Jobs, StoredJob, Webhooks } from '@invoice-ml/storage'
import type { Express } from 'express'
import { answerExtracted, waitOrAccept } from '../answer-extract.ts'
import { watchJob } from '../await-job.ts'
import type { PlatformState } from '../platform-state.ts'
import { type ExtractCall, findCached, idempotencyOf, parseForm, toNewJob } from '../submission.ts'
import type { AddressGuard } from '../webhooks/address-guard.ts'
import { checkCallback } from '../webhooks/check-address.ts'

export type ExtractDependencies = {
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  extractions: Producer<(typeof extractionQueue)['payload']>
  state: PlatformState
  uploads: UploadSlots
  webhooks: Pick<Webhooks, 'takesCallbacks'>
  guard: AddressGuard
  settings: Settings
  logger: Logger
  stopping: AbortSignal
}

/** POST /extract: check, store, answer 202, or 200 when the answer is there in time. */
export function addExtract(app: Express, dependencies: ExtractDependencies): void {
  const { blobs, uploads, settings } = dependencies
  const receive = createUploadReceiver(() => blobs.uploadPath(randomUUID()), {
    fileBytes: settings.api.max_file_mb * 1_000_000,
    slots: uploads,
  })
  route(app, extractDocument, async (call) => {
    await refuseWhenOverloaded(dependencies)
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

async function refuseWhenOverloaded({ state, settings }: ExtractDependencies): Promise<void> {
  const open = await state.openJobs()
  const room = settings.api.max_queue_depth - open
  if (room > 0) return
  throw new ProblemError('overloaded', `${open} documents wait already`, {
    retryAfterSeconds: await state.secondsToRead(1 - room),
  })
}

async function accept(
  upload: Upload,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const { jobs, blobs, signals } = dependencies
  const form = parseForm(upload.form)
  const job = toNewJob(upload, form, call)
  if (job.callbackUrl !== undefined) await refuseCallback(job.callbackUrl, dependencies)
  const [cachedReading] = await Promise.all([
    findCached(job, dependencies),
    // A committed row always finds its file: the file comes first, and goes when the row does not come.
    blobs.keepDocument(upload.path, job.id, job.mediaType),
  ])
  const submission = await jobs
    .submit({ ...job, cachedReading }, idempotencyOf(upload, form, call))
    .catch(async (error: unknown) => {
      if (await isNotCommitted(error, job.id, jobs)) await blobs.remove(job.id, job.mediaType)
      throw error
    })
  if (submission.outcome !== 'inserted') await blobs.remove(job.id, job.mediaType)
  if (submission.outcome === 'mismatch')
    throw new ProblemError('idempotency-mismatch', 'Another document or other options came with it')
  if (submission.outcome === 'replayed') return replay(submission.jobId, call, dependencies)
  if (cachedReading) return answerExtracted(submission.job, call)

  // Before the job is added: what happens from then on is heard.
  const watch = watchJob(signals, job.id, { steps: false })
  try {
    await enqueue(submission.job, dependencies)
    return await waitOrAccept(submission.job, watch, call, dependencies)
  } finally {
    watch.stop()
  }
}

/** @throws ProblemError when nothing would be sent there */
async function refuseCallback(
  url: string,
  { webhooks, guard }: ExtractDependencies,
): Promise<void> {
  if (!(await webhooks.takesCallbacks()))
    throw new ProblemError('webhook-disabled', 'The operator has stopped callbacks')
  await checkCallback(guard, url)
}

// PostgreSQL was never reached: refused, starting up, too many connections, closed to connections.
const neverReached = ['ECONNREFUSED', 'ENOTFOUND', '57P03', '53300', '55000']

/**
 * Whether the row surely did not come. A connection may be lost between the commit and its answer; as long as nobody can
 * tell, the file stays for the row, or for the sweep of files without one.
 */
async function isNotCommitted(error: unknown, jobId: string, jobs: Jobs): Promise<boolean> {
  if (error instanceof Error && 'code' in error && neverReached.includes(`${error.code}`))
    return true
  return (await jobs.findVersion(jobId).catch(() => 'unknown')) === undefined
}

async function enqueue(
  job: StoredJob,
  { extractions, logger }: ExtractDependencies,
): Promise<void> {
  try {
    await extractions.add({ jobId: job.id, requestId: job.requestId }, { priority: job.priority })
  } catch (error) {
    // The row is committed: the sweep finds it when Redis is back.
    logger.warn('job not queued yet', { jobId: job.id, error })
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
