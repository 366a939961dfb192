import { deleteJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { ReadingCache, Signals } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import { type Blobs, type Jobs, optionsDigest, type StoredJob } from '@invoice-ml/storage'
import type { Express } from 'express'
import type { PlatformState } from '../platform-state.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  state: PlatformState
  logger: Logger
}

/** DELETE /jobs/{job_id}: cancels what runs; erases row, file, pages and cache entry. */
export function addDeleteJob(app: Express, dependencies: Dependencies): void {
  const { jobs, blobs, signals } = dependencies
  route(app, deleteJob, async ({ params }) => {
    const job = await jobs.remove(params.job_id)
    if (!job) throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
    await signals.jobCancelled(job.id)
    await signals.jobChanged(job.id)
    await blobs.remove(job.id, job.mediaType)
    await forget(job, dependencies)
    return { status: 204 }
  })
}

async function forget(job: StoredJob, { cache, state, logger }: Dependencies): Promise<void> {
  const { md5, sha256, options, reading } = job
  const modelVersion = reading?.model_version ?? (await state.modelVersion())
  try {
    await cache.remove({ md5, sha256, modelVersion, optionsDigest: optionsDigest(options) })
  } catch (error) {
    // Redis is away; the entry ends with its time.
    logger.warn('cache entry not erased', { jobId: job.id, error })
  }
}
