import { finalStatuses, type JobId } from '@invoice-ml/contracts'
import type { Signals } from '@invoice-ml/queue'
import type { Jobs, StoredJob } from '@invoice-ml/storage'

// A hint may get lost, so the row itself is looked at this often.
const lookEveryMs = 1_000

export type Watch = {
  /** Resolves at the next hint, after a second, or when the signal aborts. */
  next: (signal: AbortSignal) => Promise<void>
  stop: () => void
}

/**
 * Listens for changes of a job, and for each step of its reading where `steps` are wanted. To miss none, listen before the
 * job is given to the queue.
 */
export function watchJob(
  signals: Pick<Signals, 'onJobChanged' | 'onJobProgressed'>,
  jobId: string,
  { steps }: { steps: boolean },
): Watch {
  let isChanged = false
  let wake = () => {}
  const onChange = () => {
    isChanged = true
    wake()
  }
  const stops = [
    signals.onJobChanged(jobId, onChange),
    ...(steps ? [signals.onJobProgressed(jobId, onChange)] : []),
  ]
  return {
    stop: () => {
      for (const stop of stops) stop()
    },
    next: async (signal) => {
      if (!isChanged && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        const timer = setTimeout(resolve, lookEveryMs)
        const stopWaiting = () => resolve()
        signal.addEventListener('abort', stopWaiting)
        await promise
        clearTimeout(timer)
        signal.removeEventListener('abort', stopWaiting)
      }
      isChanged = false
    },
  }
}

/** The job once it is final, or as it is when the signal aborts; undefined when it is deleted. */
export async function awaitFinal(
  jobs: Pick<Jobs, 'find'>,
  watch: Watch,
  jobId: JobId,
  signal: AbortSignal,
): Promise<StoredJob | undefined> {
  while (true) {
    await watch.next(signal)
    const job = await jobs.find(jobId)
    if (!job || signal.aborted || finalStatuses.includes(job.status)) return job
  }
}
