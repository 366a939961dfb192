/**
 * Asks again when the last answer is older than `freshMs`; callers at the same time share one question. While it is asked for
 * again and again it is renewed beforehand, so that nobody waits for it.
 */
export function remember<T>(freshMs: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  let askedAt = 0
  let isWanted = false
  let isScheduled = false

  function take(asked: Promise<T>): void {
    answer = asked
    askedAt = performance.now()
    asked.catch(() => {
      // A failure is not remembered.
      if (answer === asked) answer = undefined
    })
  }

  async function renew(): Promise<void> {
    isScheduled = false
    if (!isWanted) return
    isWanted = false
    const asked = ask()
    // Until it is there the last answer serves.
    await asked.catch(() => {})
    take(asked)
    schedule()
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
    if (!answer || performance.now() - askedAt > 2 * freshMs) take(ask())
    // Set just now.
    return answer as Promise<T>
  }
}
