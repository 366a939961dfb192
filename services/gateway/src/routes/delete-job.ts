import { deleteJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { ReadingCache, Signals } from '@invoice-ml/queue'
import { type Blobs, type Jobs, optionsDigest, type StoredJob } from '@invoice-ml/storage'
import type { Express } from 'express'
import type { PlatformState } from '../platform-state.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  state: PlatformState
}

/**
 * DELETE /jobs/{job_id}: cancels what runs; erases cache entry, row, file and pages. The row goes after the cache entry, so
 * that whoever is told that Redis is away can ask again; files that a crash leaves behind are swept.
 */
export function addDeleteJob(app: Express, dependencies: Dependencies): void {
  const { jobs, blobs, signals } = dependencies
  route(app, deleteJob, async ({ params }) => {
    const known = await jobs.find(params.job_id)
    if (!known) throw notFound(params.job_id)
    await forget(known, dependencies)
    const job = await jobs.remove(params.job_id)
    if (!job) throw notFound(params.job_id)
    await signals.jobCancelled(job.id)
    await signals.jobChanged(job.id)
    await blobs.remove(job.id, job.mediaType)
    // Its reading may have been finished, and kept, between the two.
    await forget(job, dependencies)
    return { status: 204 }
  })
}

function notFound(jobId: string): ProblemError {
  return new ProblemError('job-not-found', `There is no ${jobId}`)
}

async function forget(job: StoredJob, { cache, state }: Dependencies): Promise<void> {
  const { md5, sha256, options, reading } = job
  const modelVersion = reading?.model_version ?? (await state.modelVersion())
  await cache
    .remove({ md5, sha256, modelVersion, optionsDigest: optionsDigest(options) })
    .catch((cause: unknown) => {
      throw new ProblemError('service-unavailable', 'What is kept of it cannot be erased now', {
        cause,
        retryAfterSeconds: 5,
      })
    })
}
