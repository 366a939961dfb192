import type { Logger } from '@invoice-ml/runtime'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Connection } from './connection.ts'

/** Requests of one client in its running minute, the one that was just counted among them. */
export type Count = { count: number; resetSeconds: number }

/** Counts requests over all replicas; what a client may have is for the caller to compare. */
export type RateCounter = {
  /** Never rejects: while Redis is away each process counts for itself. */
  add: (policy: string, client: string) => Promise<Count>
}

export const rateWindowSeconds = 60

// The library wants a limit of its own, but limits differ from key to key: it counts, and compares with nothing.
const unlimited = Number.MAX_SAFE_INTEGER

export function createRateCounter(
  { redis, prefix }: Connection,
  { logger }: { logger: Logger },
): RateCounter {
  const options = { keyPrefix: `${prefix}:rate`, points: unlimited, duration: rateWindowSeconds }
  const shared = new RateLimiterRedis({ ...options, storeClient: redis })
  const alone = new RateLimiterMemory(options)
  let isAlone = false

  return {
    add: async (policy, client) => {
      const key = `${policy}:${client}`
      const { consumedPoints, msBeforeNext } = await shared.penalty(key).then(
        (result) => {
          if (isAlone) logger.info('rates counted together again')
          isAlone = false
          return result
        },
        (error: unknown) => {
          // One line for an absence, not one for each request.
          if (!isAlone) logger.warn('rates counted by each process alone', { error })
          isAlone = true
          return alone.penalty(key)
        },
      )
      return { count: consumedPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)) }
    },
  }
}
