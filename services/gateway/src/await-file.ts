import { readFile, rm, stat } from 'node:fs/promises'
import { Problem, ProblemError } from '@invoice-ml/contracts'
import type { Signals } from '@invoice-ml/queue'
import type { Response } from 'express'
import { watchJob } from './await-job.ts'

export type AwaitedFile = {
  jobId: string
  path: string
  /** Has a worker make it. */
  ask: () => Promise<void>
  /** To whoever waits: nobody does once it is closed. */
  response: Response
}

const patienceMs = 20_000

/**
 * Waits until a worker has made a file from the document of a job, which it has already when it was asked for before.
 *
 * @throws ProblemError for what is wrong with the document; `service-unavailable` when Redis is away, or when it takes longer
 * than anybody waits: asked again, it may be there.
 */
export async function awaitFile(wanted: AwaitedFile, signals: Signals): Promise<void> {
  const { jobId, path, ask, response } = wanted
  if (await exists(path)) return
  const closed = new AbortController()
  response.on('close', () => closed.abort())
  const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), closed.signal])
  const watch = watchJob(signals, jobId, { steps: false })
  // Why it could not be made the last time may be over.
  await rm(problemPath(path), { force: true })
  try {
    await ask().catch((error: unknown) => {
      throw unavailable('Nothing can be drawn while Redis is away', error)
    })
    while (!signal.aborted) {
      await watch.next(signal)
      if (await exists(path)) return
      await throwProblemOf(path)
    }
  } finally {
    watch.stop()
  }
  throw unavailable('No worker has made it in time')
}

function unavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('service-unavailable', detail, { cause, retryAfterSeconds: 5 })
}

function problemPath(path: string): string {
  return `${path}.problem.json`
}

/** A worker that could not make it leaves the reason beside it. */
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
