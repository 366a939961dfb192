import type { Logger } from '@invoice-ml/runtime'
import DataLoader from 'dataloader'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible'
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

/** While one count is under way, those who come wait for the next, which counts all of a client at once. */
export function createRateCounter(
  connection: Connection,
  { logger }: { logger: Logger },
): RateCounter {
  const addTo = createAdder(connection, logger)
  let underWay: Promise<unknown> = Promise.resolve()
  const loader = new DataLoader(
    (keys: readonly string[]) => {
      const counting = countAll(keys, addTo)
      underWay = counting.catch(() => {})
      return counting
    },
    {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (start) => void underWay.then(() => setImmediate(start)),
    },
  )
  return { add: (policy, client) => loader.load(`${policy}:${client}`) }
}

type Adder = (key: string, count: number) => Promise<RateLimiterRes>

/** Adds in Redis, or in memory while Redis is away. */
function createAdder({ redis, prefix }: Connection, logger: Logger): Adder {
  const options = { keyPrefix: `${prefix}:rate`, points: unlimited, duration: rateWindowSeconds }
  const shared = new RateLimiterRedis({ ...options, storeClient: redis })
  const alone = new RateLimiterMemory(options)
  let isAlone = false
  return async (key, count) => {
    try {
      const result = await shared.penalty(key, count)
      if (isAlone) logger.info('rates counted together again')
      isAlone = false
      return result
    } catch (error) {
      // One line for an absence, not one for each request.
      if (!isAlone) logger.warn('rates counted by each process alone', { error })
      isAlone = true
      return alone.penalty(key, count)
    }
  }
}

async function countAll(keys: readonly string[], addTo: Adder): Promise<Count[]> {
  const places = Map.groupBy(keys.keys(), (index) => keys[index] ?? '')
  const counts: Count[] = []
  await Promise.all(
    Array.from(places, async ([key, indexes]) => {
      const { consumedPoints, msBeforeNext } = await addTo(key, indexes.length)
      const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000))
      const before = consumedPoints - indexes.length
      for (const [order, index] of indexes.entries())
        counts[index] = { count: before + order + 1, resetSeconds }
    }),
  )
  return counts
}
