/**
 * Asks again when the last answer is older than `freshMs`; callers at the same time share one question. While it is asked for
 * again and again it is renewed beforehand, so that nobody waits for it.
 */
export function remember<T>(freshMs: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  let answeredAt = 0
  let pending: Promise<T> | undefined
  let isWanted = false
  let isScheduled = false

  /** The question that is open, or a new one. A failure is not remembered. */
  function question(): Promise<T> {
    pending ??= ask().then(
      (value) => {
        answer = Promise.resolve(value)
        answeredAt = performance.now()
        pending = undefined
        return value
      },
      (error: unknown) => {
        pending = undefined
        throw error
      },
    )
    return pending
  }

  async function renew(): Promise<void> {
    isScheduled = false
    if (!isWanted) return
    isWanted = false
    schedule()
    // Until it is there the last answer serves, as long as it may.
    await question().catch(() => {})
  }

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    // Nothing waits for it when the process ends.
    setTimeout(() => void renew(), freshMs).unref()
  }

  return () => {
    isWanted = true
    schedule()
    if (answer && performance.now() - answeredAt <= 2 * freshMs) return answer
    return question()
  }
}
