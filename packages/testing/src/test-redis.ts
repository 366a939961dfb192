import { Redis } from 'ioredis'
import { afterAll, beforeAll } from 'vitest'

/**
 * A Redis of its own for the test file, for services, whose keys all begin alike: an empty one of the numbered databases of
 * TEST_REDIS_URL, emptied after the file.
 */
export function testRedis(): { url: () => string } {
  const url = new URL(testRedisUrl())
  let redis: Redis | undefined
  beforeAll(async () => {
    redis = new Redis(url.href)
    url.pathname = `/${await holdDatabase(redis)}`
  })
  afterAll(async () => {
    // The mark goes with all else, and others may have it.
    await redis?.flushdb()
    await redis?.quit()
  })
  return { url: () => url.href }
}

/** Where the tests have their Redis, of which the first database is shared by those who have a prefix of their own. */
export function testRedisUrl(): string {
  const url = process.env.TEST_REDIS_URL
  if (!url) throw new Error('TEST_REDIS_URL is not set: run the tests by `npm test`')
  return url
}

/** Goes to a database that holds nothing but the mark of who took it. */
async function holdDatabase(redis: Redis): Promise<number> {
  for (let number = 1; number < 16; number++) {
    await redis.select(number)
    if ((await redis.set(mark, process.pid, 'NX')) === null) continue
    if ((await redis.dbsize()) === 1) return number
    await redis.del(mark)
  }
  throw new Error('None of the fifteen databases of the Redis for tests is empty')
}

const mark = 'held-by-a-test-file'
