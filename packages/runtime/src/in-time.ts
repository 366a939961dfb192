/** What is asked answers within this time, or fails; the question itself goes on. @throws Error when there is no answer in time */
export async function inTime<T>(timeoutMs: number, ask: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), timeoutMs)
  try {
    return await Promise.race([ask(), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
