import { ProblemError } from '@invoice-ml/contracts'
import type { Signals } from '@invoice-ml/queue'
import { isOutage } from '@invoice-ml/runtime'
import type { Blobs, Jobs, StoredJob } from '@invoice-ml/storage'
import type { ReaderPool } from './reader-pool.ts'
import { ReaderLost, type RequestOptions } from './reader-process.ts'
import type { ReaderTask } from './reader-protocol.ts'

export type MakeFileDependencies = {
  jobs: Jobs
  blobs: Blobs
  pool: Pick<ReaderPool, 'ask'>
  signals: Signals
}

/** A file beside the pages of a job, and what a reader is asked for it. */
export type WantedFile = {
  jobId: string
  outPath: string
  /** `path`: where the document lies on this machine; `outPath`: where the file is to be made. */
  request: (job: StoredJob, places: { path: string; outPath: string }) => ReaderTask
} & Pick<RequestOptions, 'deadlineMs' | 'perPageMs'>

/**
 * Has a reader make a file from the document of a job, where the gateway looks for it. When it cannot be made, the reason lies
 * in its place; not when its time is over, whoever had the readers.
 */
export async function makeFile(
  { jobId, outPath, request, deadlineMs, perPageMs }: WantedFile,
  { jobs, blobs, pool, signals }: MakeFileDependencies,
  { signal, isLastAttempt }: { signal: AbortSignal; isLastAttempt: boolean },
): Promise<void> {
  const job = await jobs.find(jobId)
  if (!job) return
  if (await blobs.exists(outPath)) return
  const problemPath = `${outPath}.problem.json`
  await blobs.erase(problemPath)
  try {
    if (job.fileErasedAt) throw new ProblemError('file-erased', `The file of ${jobId} is gone`)
    const limits = { signal, deadlineMs, perPageMs, onProgress: () => {} }
    const answer = await blobs.lend(blobs.documentPath(jobId, job.mediaType), (path) =>
      blobs.keep(outPath, (made) => pool.ask(request(job, { path, outPath: made }), limits)),
    )
    if (answer.type === 'failed') throw new ProblemError(answer.code, answer.detail)
  } catch (error) {
    // That no reader was free in time is no fault of the document, and whoever has been given it since has the say about it.
    if (signal.aborted) throw error
    const problem = problemOf(error)
    if (problem.code === 'service-unavailable') throw error
    if (!isLastAttempt && problem.status >= 500) throw error
    if (!isLastAttempt && error instanceof ReaderLost) throw error
    // The gateway waits for the file, or for the reason why there is none.
    await blobs.write(problemPath, JSON.stringify(problem.toProblem()))
  }
  // Deleted while it was made: nothing of it may stay.
  if (!(await jobs.find(jobId))) await blobs.remove(jobId, job.mediaType)
  await jobs.pagesDrawn(jobId)
  await signals.jobChanged(jobId)
}

function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof ReaderLost)
    return new ProblemError('document-unreadable', 'Drawing its pages took too much time or memory')
  if (isOutage(error))
    return new ProblemError('service-unavailable', 'A store or the disk is away', { cause: error })
  return new ProblemError('internal-error', 'Its pages could not be drawn', { cause: error })
}
