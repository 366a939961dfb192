import { type Corrections, correctJob, ProblemError, type Reading } from '@invoice-ml/contracts'
import { amend, learn } from '@invoice-ml/extraction'
import { route } from '@invoice-ml/http'
import type { ReadingCache, Signals } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import {
  type Blobs,
  type CorrectionStore,
  type Jobs,
  optionsDigest,
  type StoredJob,
} from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentJob } from '../present-job.ts'
import type { ReviewMetrics } from '../review-metrics.ts'
import { readSeenPages } from '../seen-pages.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  corrections: CorrectionStore
  cache: ReadingCache
  signals: Signals
  metrics: ReviewMetrics
  logger: Logger
}

type Request = { jobId: string; corrections: Corrections; requestId: string }

// Somebody else may correct the same job between reading and writing it.
const maxAttempts = 5

/** PUT /jobs/{job_id}/corrections: a person's word replaces the machine's, and the supplier is remembered. */
export function addCorrectJob(app: Express, dependencies: Dependencies): void {
  const { jobs, signals } = dependencies
  route(app, correctJob, async ({ params, body, requestId }) => {
    const request = { jobId: params.job_id, corrections: body, requestId }
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      if (!(await correct(request, dependencies))) continue
      await signals.jobChanged(params.job_id)
      const job = await jobs.find(params.job_id)
      if (!job) throw notFound(params.job_id)
      return { status: 200, body: presentJob(job) }
    }
    throw new ProblemError('service-unavailable', 'Others correct the same job: try again', {
      retryAfterSeconds: 1,
    })
  })
}

/** False when the job has changed meanwhile. */
async function correct(request: Request, dependencies: Dependencies): Promise<boolean> {
  const { jobId, corrections, requestId } = request
  const job = await dependencies.jobs.find(jobId)
  if (!job) throw notFound(jobId)
  if (job.status !== 'completed' || !job.reading)
    throw new ProblemError('job-not-completed', `${jobId} is ${job.status}`)
  const pages = await readSeenPages(job, dependencies)
  const amended = amend(job.reading, corrections, pages)
  const isSaved = await dependencies.corrections.save({
    jobId,
    version: job.version,
    corrections,
    amended,
    lesson: learn(pages, amended.fields),
    requestId,
  })
  if (!isSaved) return false
  dependencies.metrics.corrected(job.reading, amended)
  await remember(job, amended, dependencies)
  return true
}

/** The next upload of the same file is answered with what a person has said of it. */
async function remember(
  { id, md5, sha256, options }: StoredJob,
  amended: Reading,
  { jobs, cache, logger }: Dependencies,
): Promise<void> {
  const key = {
    md5,
    sha256,
    modelVersion: amended.model_version,
    optionsDigest: optionsDigest(options),
  }
  try {
    await cache.put(key, amended)
    // Deleted meanwhile: nothing of it may stay.
    if (!(await jobs.findVersion(id))) await cache.remove(md5)
  } catch (error) {
    logger.warn('correction not put into the cache', { jobId: id, error })
  }
}

function notFound(jobId: string): ProblemError {
  return new ProblemError('job-not-found', `There is no ${jobId}`)
}
