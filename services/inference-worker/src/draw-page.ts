import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ProblemError, type renderingQueue } from '@invoice-ml/contracts'
import type { Handler, Signals } from '@invoice-ml/queue'
import type { Settings } from '@invoice-ml/runtime'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { z } from 'zod'
import type { ReaderPool } from './reader-pool.ts'
import { ReaderLost } from './reader-process.ts'

type Payload = z.infer<(typeof renderingQueue)['payload']>

export type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  pool: Pick<ReaderPool, 'ask'>
  signals: Signals
  settings: Settings
}

// Enough to read small print on a screen: A4 at about 170 dpi.
const maxPixels = 2_800_000
const deadlineMs = 30_000

/** Draws one page of a job's document as JPEG, where the gateway looks for it. */
export function drawPage({ jobs, blobs, pool, signals, settings }: Dependencies): Handler<Payload> {
  return async ({ jobId, page }, { signal, isLastAttempt }) => {
    const job = await jobs.find(jobId)
    if (!job) return
    const outPath = blobs.pagePath(jobId, page)
    if (await exists(outPath)) return
    const problemPath = `${outPath}.problem.json`
    await mkdir(dirname(outPath), { recursive: true })
    await rm(problemPath, { force: true })
    try {
      if (job.fileErasedAt) throw new ProblemError('file-erased', `The file of ${jobId} is gone`)
      const answer = await pool.ask(
        {
          type: 'render',
          id: `${jobId}.${page}`,
          path: blobs.documentPath(jobId, job.mediaType),
          mediaType: job.mediaType,
          page,
          maxPixels,
          maxMegapixels: settings.api.max_megapixels,
          outPath,
        },
        { signal, deadlineMs, perPageMs: 0, onProgress: () => {} },
      )
      if (answer.type === 'failed') throw new ProblemError(answer.code, answer.detail)
    } catch (error) {
      const problem = problemOf(error)
      if (!isLastAttempt && problem.status >= 500) throw error
      if (!isLastAttempt && error instanceof ReaderLost) throw error
      // The gateway waits for the page, or for the reason why there is none.
      await writeFile(`${problemPath}.partial`, JSON.stringify(problem.toProblem()))
      await rename(`${problemPath}.partial`, problemPath)
    }
    // Deleted while it was drawn: nothing of it may stay.
    if (!(await jobs.find(jobId))) await blobs.remove(jobId, job.mediaType)
    await jobs.pagesDrawn(jobId)
    await signals.jobChanged(jobId)
  }
}

function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof ReaderLost)
    return new ProblemError('document-unreadable', 'Drawing the page took too much time or memory')
  return new ProblemError('internal-error', 'The page could not be drawn', { cause: error })
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
