import { ProblemError } from '@invoice-ml/contracts'
import type { Signals } from '@invoice-ml/queue'
import type { Patience } from '@invoice-ml/review'
import type { Jobs } from '@invoice-ml/storage'
import type { Response } from 'express'
import { watchJob } from './await-job.ts'

const patienceMs = 20_000

type Dependencies = { jobs: Pick<Jobs, 'findVersion'>; signals: Signals; response: Response }

/**
 * Waits with who asked for a file that a worker makes: as long as anybody would, and not once the connection is closed.
 *
 * @throws ProblemError `job-not-found` when the job is deleted meanwhile
 */
export async function withPatience<Result>(
  jobId: string,
  { jobs, signals, response }: Dependencies,
  wait: (patience: Patience) => Promise<Result>,
): Promise<Result> {
  const closed = new AbortController()
  response.on('close', () => closed.abort())
  const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), closed.signal])
  const watch = watchJob(signals, jobId, { steps: false })
  const nextLook = async (signal: AbortSignal) => {
    await watch.next(signal)
    if (!(await jobs.findVersion(jobId)))
      throw new ProblemError('job-not-found', `${jobId} was deleted`)
  }
  return wait({ nextLook, signal }).finally(watch.stop)
}
