import type { extractionQueue, trialQueue } from '@invoice-ml/contracts'
import type { Handler, Producer } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import type { Jobs, TrialReadings } from '@invoice-ml/storage'
import type { z } from 'zod'

type Payload = z.infer<(typeof extractionQueue)['payload']>

export type ShadowOptions = {
  jobs: Pick<Jobs, 'find'>
  trials: Pick<TrialReadings, 'findChallenger'>
  queue: Pick<Producer<(typeof trialQueue)['payload']>, 'add' | 'countWaiting'>
  /** Of the documents that are read, 0 to 1. */
  share: number
  /** 0 to 1, for each document. */
  random?: () => number
  logger: Logger
}

// A platform that is always busy reads no shadows; they must not pile up.
const mostWaiting = 100

/**
 * Has the model that a training wants to be watched read a share of the real traffic as well, once each document is answered:
 * nothing waits for it, and nothing fails by it.
 */
export function withShadow(handler: Handler<Payload>, options: ShadowOptions): Handler<Payload> {
  const { share, random = Math.random, logger } = options
  let isAdding = false
  return async (payload, context) => {
    await handler(payload, context)
    // A sample may miss one: while a store is slow they must not pile up here either.
    if (isAdding || random() >= share) return
    isAdding = true
    void addShadow(payload.jobId, options)
      .catch((error: unknown) => logger.warn('shadow not added', { jobId: payload.jobId, error }))
      .finally(() => {
        isAdding = false
      })
  }
}

/** Adds the trial of one document, when it was read and there is a model to watch. */
export async function addShadow(
  jobId: string,
  { jobs, trials, queue }: Pick<ShadowOptions, 'jobs' | 'trials' | 'queue'>,
): Promise<void> {
  const challenger = await trials.findChallenger()
  if (challenger === undefined) return
  const job = await jobs.find(jobId)
  const isRead = job?.status === 'completed' && !job.cached
  if (!isRead || job.reading?.model_version === challenger) return
  if ((await queue.countWaiting()) >= mostWaiting) return
  await queue.add({ modelVersion: challenger, jobId, purpose: 'shadow' }, { priority: 'batch' })
}
