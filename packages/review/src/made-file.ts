import { Problem, ProblemError } from '@invoice-ml/contracts'
import type { Blobs, StoredJob } from '@invoice-ml/storage'

export type MadeFile = {
  path: string
  /** Has a worker make it. */
  ask: () => Promise<void>
}

export type Patience = {
  /** Resolves when it may be worth looking again, or when the signal aborts; rejects when nothing will come. */
  nextLook: (signal: AbortSignal) => Promise<void>
  /** Ends the waiting. */
  signal: AbortSignal
}

export type MadeFileStore = Pick<Blobs, 'exists' | 'read' | 'erase'>

/**
 * Waits until a worker has made a file from the document of a job, which it has already when it was asked for before.
 *
 * @throws ProblemError for what is wrong with the document; `service-unavailable` when Redis is away, or when it takes longer
 * than anybody waits: asked again, it may be there.
 */
export async function awaitMadeFile(
  { path, ask }: MadeFile,
  { blobs, nextLook, signal }: Patience & { blobs: MadeFileStore },
): Promise<void> {
  if (await blobs.exists(path)) return
  // Why it could not be made the last time may be over.
  await blobs.erase(problemPath(path))
  await ask().catch((error: unknown) => {
    throw unavailable('Nothing can be drawn while Redis is away', error)
  })
  while (!signal.aborted) {
    await nextLook(signal)
    if (await blobs.exists(path)) return
    await throwProblemOf(path, blobs)
  }
  throw unavailable('No worker has made it in time')
}

/** @throws ProblemError `file-erased` when the file of a job is no longer kept */
export function refuseErased({ id, fileErasedAt }: StoredJob): void {
  if (!fileErasedAt) return
  throw new ProblemError(
    'file-erased',
    `The file of ${id} was kept until ${fileErasedAt.toISOString()}`,
  )
}

function unavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('service-unavailable', detail, { cause, retryAfterSeconds: 5 })
}

function problemPath(path: string): string {
  return `${path}.problem.json`
}

/** A worker that could not make it leaves the reason beside it. */
async function throwProblemOf(path: string, blobs: MadeFileStore): Promise<void> {
  const reason = await blobs.read(problemPath(path))
  if (!reason) return
  const { code, detail, title } = Problem.parse(JSON.parse(String(reason)))
  throw new ProblemError(code, detail ?? title)
}
