export type Recurring = {
  start: () => void
  /** Resolves when what runs has ended; nothing runs after that. */
  stop: () => Promise<void>
}

/** Does `work` again and again, `intervalMs` after it has ended the last time. A failure is told, and costs one turn. */
export function recur(
  intervalMs: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Recurring {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  function wait(): void {
    timer = setTimeout(() => {
      running = work()
        .catch(onError)
        .finally(() => {
          running = undefined
          if (timer) wait()
        })
    }, intervalMs)
  }

  return {
    start: wait,
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await running
    },
  }
}
