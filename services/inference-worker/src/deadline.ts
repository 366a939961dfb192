export type Deadline = {
  /** Milliseconds from the start, in place of those said before. */
  move: (limitMs: number) => void
  stop: () => void
}

type Options = {
  limitMs: number
  /** Milliseconds that who has the deadline has waited for a processor that others had, since whenever. */
  waitedMs: () => Promise<number>
  onPassed: () => void
}

// On a machine that has nothing left for it, a document that hangs must come to an end as well.
const mostPatience = 4
const lookAgainMs = 200

/**
 * A deadline from now on for what may be kept waiting: on a machine that is busy with other things the time without a
 * processor is not counted, up to three times the limit.
 */
export function startDeadline({ limitMs, waitedMs, onPassed }: Options): Deadline {
  const startedAt = Date.now()
  const waitedBefore = waitedMs()
  let limit = limitMs
  let isOver = false
  let timer = setTimeout(look, limitMs)

  async function look(): Promise<void> {
    const waited = (await waitedMs()) - (await waitedBefore)
    if (isOver) return
    const allowedMs = Math.min(limit + Math.max(0, waited), mostPatience * limit)
    const remainingMs = startedAt + allowedMs - Date.now()
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
      lookIn(startedAt + limit - Date.now())
    },
    stop: () => {
      isOver = true
      clearTimeout(timer)
    },
  }
}
