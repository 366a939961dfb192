import { randomUUID } from 'node:crypto'
import { type Connection, closeConnection } from '@invoice-ml/queue'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'

/** A connection to the Redis of TEST_REDIS_URL under a key prefix of its own, emptied and closed after the test file. */
export function testConnection(): Connection {
  const url = process.env.TEST_REDIS_URL
  if (!url) throw new Error('TEST_REDIS_URL is not set: run the tests by `npm test`')
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  const prefix = `test-${randomUUID()}`
  afterAll(async () => {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(keys)
    await closeConnection({ redis, prefix })
  })
  return { redis, prefix }
}
