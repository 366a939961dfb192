import type { Progress } from '@invoice-ml/contracts'

export type ProgressPacer = {
  /** To be called at every step; tells in the background. */
  report: (progress: Progress) => void
  /** Forgets what is not told yet: what comes next says more. */
  stop: () => void
}

// Nobody sees a page go by that takes less, and telling takes from what reads it.
const tellEveryMs = 200

/**
 * Tells of progress now and then, one after the other, so that it never goes backwards, and leaves out what is stale by the
 * time its turn comes. A failure is told and forgotten: progress is shown, not needed.
 */
export function createProgressPacer(
  tell: (progress: Progress) => Promise<void>,
  onFailure: (error: unknown) => void,
  everyMs = tellEveryMs,
): ProgressPacer {
  let latest: Progress | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function tellLatest(): Promise<void> {
    const progress = latest
    latest = undefined
    if (progress) await tell(progress).catch(onFailure)
    timer = undefined
    if (latest) schedule()
  }

  function schedule(): void {
    if (isStopped) return
    timer ??= setTimeout(() => void tellLatest(), everyMs)
  }

  return {
    report: (progress) => {
      latest = progress
      schedule()
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
