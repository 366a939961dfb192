import QuickLRU from 'quick-lru'

/** The answers about jobs that have ended, as JSON text, for those who ask again and again. */
export type FinalAnswers = {
  /** The answer, unless the job has changed since. */
  get: (jobId: string, version: number) => string | undefined
  put: (jobId: string, version: number, answer: string) => void
}

const maxAnswers = 500
/** Longer ones are rare, and would make the memory that all may take unpredictable. */
const maxLength = 100_000

/** At most `maxAnswers` times `maxLength` characters; the least recently asked for go first. */
export function createFinalAnswers(): FinalAnswers {
  const answers = new QuickLRU<string, { version: number; answer: string }>({ maxSize: maxAnswers })
  return {
    get: (jobId, version) => {
      const known = answers.get(jobId)
      return known?.version === version ? known.answer : undefined
    },
    put: (jobId, version, answer) => {
      if (answer.length <= maxLength) answers.set(jobId, { version, answer })
    },
  }
}
