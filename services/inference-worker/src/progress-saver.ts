import type { Progress } from '@invoice-ml/contracts'

export type ProgressSaver = {
  /** To be called at every step; saves in the background. */
  report: (progress: Progress) => void
  /** Forgets what is not saved yet: what comes next says more. */
  stop: () => void
}

// Nobody sees a page go by that takes less, and saving takes from what reads it.
const saveEveryMs = 200

/**
 * Saves progress now and then, one after the other, so that it never goes backwards, and leaves out what is stale by the
 * time its turn comes. A failure is told and forgotten: progress is shown, not needed.
 */
export function createProgressSaver(
  save: (progress: Progress) => Promise<void>,
  onFailure: (error: unknown) => void,
  everyMs = saveEveryMs,
): ProgressSaver {
  let latest: Progress | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function saveLatest(): Promise<void> {
    const progress = latest
    latest = undefined
    if (progress) await save(progress).catch(onFailure)
    timer = undefined
    if (latest) schedule()
  }

  function schedule(): void {
    if (isStopped) return
    timer ??= setTimeout(() => void saveLatest(), everyMs)
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
