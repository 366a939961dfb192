import type { Signals } from '@invoice-ml/queue'
import type { Patience } from '@invoice-ml/review'
import type { Response } from 'express'
import { watchJob } from './await-job.ts'

const patienceMs = 20_000

/** Waits with who asked for a file that a worker makes: as long as anybody would, and not once the connection is closed. */
export async function withPatience<Result>(
  jobId: string,
  { signals, response }: { signals: Signals; response: Response },
  wait: (patience: Patience) => Promise<Result>,
): Promise<Result> {
  const closed = new AbortController()
  response.on('close', () => closed.abort())
  const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), closed.signal])
  const watch = watchJob(signals, jobId, { steps: false })
  return wait({ nextLook: watch.next, signal }).finally(watch.stop)
}
