import type { Answer } from './send.ts'

export type Verdict =
  | { status: 'delivered' }
  | { status: 'pending'; retryAfterMs: number }
  /** `isGone`: the endpoint wants nothing more. */
  | { status: 'failed'; isGone: boolean }

type Try = {
  /** Attempts that went before this one. */
  tries: number
  /** Pauses in seconds; after the last it has failed. */
  schedule: number[]
  nowMs: number
  /** From 0 to 1. */
  random: number
}

const longestPauseMs = 24 * 3_600_000
const jitter = 0.2

/** What an answer means: received, sent again after a pause, or given up. */
export function judge(answer: Answer, { tries, schedule, nowMs, random }: Try): Verdict {
  const { status, error, retryAfter } = answer
  if (error === undefined && status !== undefined && status >= 200 && status < 300)
    return { status: 'delivered' }
  if (status === 410) return { status: 'failed', isGone: true }
  const pause = schedule[tries]
  if (pause === undefined) return { status: 'failed', isGone: false }
  const planned = pause * 1_000 * (1 + jitter * random)
  const wished = Math.min(longestPauseMs, readRetryAfter(retryAfter, nowMs) ?? 0)
  return { status: 'pending', retryAfterMs: Math.round(Math.max(planned, wished)) }
}

/** Seconds, or a date (RFC 9110) → milliseconds from now. */
function readRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}
