import { ProblemError } from '@invoice-ml/contracts'
import { type RateCounter, rateWindowSeconds } from '@invoice-ml/queue'
import type { Response } from 'express'

/** What a client may have of something in a minute. */
export type Quota = { policy: 'extract' | 'requests'; perMinute: number }

/**
 * Counts a request under its quotas and says in its answer what is left of them, as draft-ietf-httpapi-ratelimit-headers has
 * it: `RateLimit: "extract";r=9;t=53`.
 *
 * @throws ProblemError `rate-limited` when one of them is used up
 */
export async function takeFrom(
  quotas: Quota[],
  client: string,
  { counter, response }: { counter: RateCounter; response: Response },
): Promise<void> {
  const states = await Promise.all(
    quotas.map(async (quota) => ({ ...quota, ...(await counter.add(quota.policy, client)) })),
  )
  const policies = states.map(
    ({ policy, perMinute }) => `"${policy}";q=${perMinute};w=${rateWindowSeconds}`,
  )
  const left = states.map(
    ({ policy, perMinute, count, resetSeconds }) =>
      `"${policy}";r=${Math.max(0, perMinute - count)};t=${resetSeconds}`,
  )
  response.setHeader('RateLimit-Policy', policies.join(', '))
  response.setHeader('RateLimit', left.join(', '))
  const exceeded = states.find(({ count, perMinute }) => count > perMinute)
  if (exceeded)
    throw new ProblemError(
      'rate-limited',
      `More than ${exceeded.perMinute} a minute (${exceeded.policy})`,
      { retryAfterSeconds: exceeded.resetSeconds },
    )
}
