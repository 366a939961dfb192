import { randomUUID } from 'node:crypto'
import { type Connection, closeConnection } from '@invoice-ml/queue'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import { testRedisUrl } from './test-redis.ts'

/**
 * Connections to the Redis of TEST_REDIS_URL under one key prefix of the test file's own, emptied and closed after it.
 */
export function testConnections(): { open: () => Connection; url: string; prefix: string } {
  const url = testRedisUrl()
  const prefix = `test-${randomUUID()}`
  const connections: Connection[] = []
  const open = () => {
    const connection = { redis: new Redis(url, { maxRetriesPerRequest: null }), prefix }
    connections.push(connection)
    return connection
  }
  afterAll(async () => {
    const { redis } = open()
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(keys)
    await Promise.all(connections.map(closeConnection))
  })
  return { open, url, prefix }
}
