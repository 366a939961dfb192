/** Asks again only when the last answer is older than `freshMs`; callers at the same time share one question. */
export function remember<T>(freshMs: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  let askedAt = 0
  return () => {
    if (answer && performance.now() - askedAt < freshMs) return answer
    askedAt = performance.now()
    const asked = ask()
    answer = asked
    asked.catch(() => {
      // A failure is not remembered.
      if (answer === asked) answer = undefined
    })
    return asked
  }
}
