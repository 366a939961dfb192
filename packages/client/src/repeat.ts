import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '@invoice-ml/contracts'
import { isAxiosError } from 'axios'
import { UnknownAnswer } from './accept.ts'

const firstPauseMs = 200
const longestPauseMs = 5_000
// Whoever shall wait longer is told so instead.
const longestRetryAfterSeconds = 300
// Of the platform when it has too much to do or a part is away, and of a proxy while it starts anew.
const passing = [429, 502, 503, 504]

/** Whether a status may be another in a moment. */
export function passes(status: number): boolean {
  return passing.includes(status)
}

/**
 * Does what may be done twice until it is answered, `maxAttempts` times at most: after the seconds of Retry-After, or after
 * pauses from 0.2 to 5 s.
 * @throws what the last attempt threw, and at once what another attempt does not change
 */
export async function repeat<Result>(
  maxAttempts: number,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (number >= maxAttempts || !isPassing(error, passes)) throw error
      const seconds = retryAfterOf(error)
      if (seconds !== undefined && seconds > longestRetryAfterSeconds) throw error
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (number - 1))
      await sleep(seconds === undefined ? pauseMs : seconds * 1_000)
    }
  }
}

/** Whether another attempt may end otherwise: there was no answer, or one of a status that passes. */
export function isPassing(error: unknown, passes: (status: number) => boolean): boolean {
  if (error instanceof ProblemError || error instanceof UnknownAnswer) return passes(error.status)
  return isAxiosError(error) && error.code !== 'ERR_INVALID_URL'
}

/** The seconds of Retry-After, when the answer had them. */
export function retryAfterOf(error: unknown): number | undefined {
  const isAnswer = error instanceof ProblemError || error instanceof UnknownAnswer
  return isAnswer ? error.retryAfterSeconds : undefined
}
