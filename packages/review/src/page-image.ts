import { readFile, rm, stat } from 'node:fs/promises'
import { Problem, ProblemError, type renderingQueue } from '@invoice-ml/contracts'
import type { Producer } from '@invoice-ml/queue'
import type { Blobs, StoredJob } from '@invoice-ml/storage'

export type WantedPage = { job: StoredJob; page: number; requestId: string }

type Dependencies = {
  blobs: Pick<Blobs, 'pagePath'>
  renderings: Pick<Producer<(typeof renderingQueue)['payload']>, 'add'>
  /** Resolves when it may be worth looking again, or when the signal aborts. */
  nextLook: (signal: AbortSignal) => Promise<void>
  /** Ends the waiting. */
  signal: AbortSignal
}

/**
 * Where the JPEG of a page lies: drawn by a worker when it is first asked for, kept for the next time.
 *
 * @throws ProblemError `file-erased`, why the page cannot be drawn, `service-unavailable` when nobody draws it in time
 */
export async function findPageImage(
  { job, page, requestId }: WantedPage,
  { blobs, renderings, nextLook, signal }: Dependencies,
): Promise<string> {
  if (job.fileErasedAt)
    throw new ProblemError(
      'file-erased',
      `The file of ${job.id} was kept until ${job.fileErasedAt.toISOString()}`,
    )
  const path = blobs.pagePath(job.id, page)
  if (await exists(path)) return path
  // Why it could not be drawn the last time may be over.
  await rm(problemPath(path), { force: true })
  await renderings.add({ jobId: job.id, page, requestId }).catch((error: unknown) => {
    throw unavailable('The page cannot be drawn while Redis is away', error)
  })
  while (!signal.aborted) {
    await nextLook(signal)
    if (await exists(path)) return path
    await throwProblemOf(path)
  }
  throw unavailable('No worker has drawn the page in time')
}

function unavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('service-unavailable', detail, { cause, retryAfterSeconds: 5 })
}

function problemPath(path: string): string {
  return `${path}.problem.json`
}

/** A worker that could not draw the page leaves the reason beside it. */
async function throwProblemOf(path: string): Promise<void> {
  const reason = problemPath(path)
  if (!(await exists(reason))) return
  const { code, detail, title } = Problem.parse(JSON.parse(await readFile(reason, 'utf8')))
  throw new ProblemError(code, detail ?? title)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
