export type Deadline = {
  /** Milliseconds from the start, in place of those said before. */
  move: (limitMs: number) => void
  stop: () => void
}

type Options = {
  limitMs: number
  /** How many times the limit passes at the latest, whoever had the processor. */
  patience: number
  /** Watches how many milliseconds who has the deadline waits for a processor that others have. */
  watchWait: () => () => Promise<number>
  onPassed: () => void
}

const lookAgainMs = 200
// Nearly everything has ended by then, and need not be watched.
const unwatchedShare = 0.1

/** A deadline from now on in which the time without a processor is not counted, within patience. */
export function startDeadline({ limitMs, patience, watchWait, onPassed }: Options): Deadline {
  const startedAt = performance.now()
  let limit = limitMs
  let isOver = false
  let waitedMs = async () => 0
  const watching = setTimeout(() => {
    waitedMs = watchWait()
  }, limitMs * unwatchedShare)
  let timer = setTimeout(look, limitMs)

  async function look(): Promise<void> {
    const waited = await waitedMs()
    if (isOver) return
    const allowedMs = Math.min(limit + waited, patience * limit)
    const remainingMs = startedAt + allowedMs - performance.now()
    if (remainingMs <= 0) onPassed()
    else lookIn(Math.max(lookAgainMs, remainingMs))
  }
  function lookIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, ms)
  }
  return {
    move: (movedMs) => {
      limit = movedMs
      lookIn(startedAt + limit - performance.now())
    },
    stop: () => {
      isOver = true
      clearTimeout(watching)
      clearTimeout(timer)
    },
  }
}
