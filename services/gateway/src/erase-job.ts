import { ProblemError } from '@invoice-ml/contracts'
import type { ReadingCache, Signals } from '@invoice-ml/queue'
import type { Blobs, Jobs, StoredJob } from '@invoice-ml/storage'

export type EraseDependencies = {
  jobs: Pick<Jobs, 'remove'>
  blobs: Pick<Blobs, 'remove'>
  cache: Pick<ReadingCache, 'remove'>
  signals: Signals
}

/**
 * Cancels a job that runs and erases all that is known of it: cache entry, file and pages, row with its corrections, lessons
 * and keys. The row goes last, so that whoever is told that something is away, or is interrupted, can ask again. False when
 * somebody else has erased it.
 *
 * @throws ProblemError `service-unavailable`
 */
export async function eraseJob(
  { id, md5, mediaType }: StoredJob,
  { jobs, blobs, cache, signals }: EraseDependencies,
): Promise<boolean> {
  await forget(md5, cache)
  await signals.jobCancelled(id)
  await blobs.remove(id, mediaType)
  if (!(await jobs.remove(id))) return false
  await signals.jobChanged(id)
  // Its reading may have been finished, and kept, meanwhile.
  await blobs.remove(id, mediaType)
  await forget(md5, cache)
  return true
}

async function forget(md5: string, cache: Pick<ReadingCache, 'remove'>): Promise<void> {
  await cache.remove(md5).catch((cause: unknown) => {
    throw new ProblemError('service-unavailable', 'What is kept of it cannot be erased now', {
      cause,
      retryAfterSeconds: 5,
    })
  })
}
