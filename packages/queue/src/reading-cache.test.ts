import { randomBytes } from 'node:crypto'
import { sampleReading, testConnections } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createReadingCache, type ReadingKey } from './reading-cache.ts'

const connections = testConnections()

function newKey(own: Partial<ReadingKey> = {}): ReadingKey {
  const digest = randomBytes(16).toString('hex')
  return {
    md5: digest,
    sha256: `${digest}${digest}`,
    modelVersion: 'm1',
    optionsDigest: 'o1',
    ...own,
  }
}

function aCache() {
  return createReadingCache(connections.open(), {
    ttlHours: 1,
    maxEntries: 10,
    readWith: 'defaults',
  })
}

test('what was read is found again', async () => {
  const cache = aCache()
  const key = newKey()

  await cache.put(key, sampleReading())

  expect(await cache.get(key)).toEqual(sampleReading())
})

test('what a person has said is not replaced by what was read, but by what somebody says later', async () => {
  const cache = aCache()
  const key = newKey()
  await cache.put(key, sampleReading())
  await cache.putCorrected(key, sampleReading({ currency: 'USD' }))

  await cache.put(key, sampleReading())
  const afterReading = await cache.get(key)
  await cache.putCorrected(key, sampleReading({ currency: 'CHF' }))

  expect(afterReading?.currency).toBe('USD')
  expect((await cache.get(key))?.currency).toBe('CHF')
})

test('another file of the same MD5 is another file', async () => {
  const cache = aCache()
  const key = newKey()
  await cache.put(key, sampleReading())

  const found = await cache.get({ ...key, sha256: 'f'.repeat(64) })

  expect(found).toBeUndefined()
})

test.each([{ modelVersion: 'm2' }, { optionsDigest: 'o2' }])(
  '%j is another reading',
  async (own) => {
    const cache = aCache()
    const key = newKey()
    await cache.put(key, sampleReading())

    const found = await cache.get({ ...key, ...own })

    expect(found).toBeUndefined()
  },
)

test('with other settings everything is read anew', async () => {
  const connection = connections.open()
  const options = { ttlHours: 1, maxEntries: 10 }
  const key = newKey()
  await createReadingCache(connection, { ...options, readWith: '0.85' }).put(key, sampleReading())

  const found = await createReadingCache(connection, { ...options, readWith: '0.95' }).get(key)

  expect(found).toBeUndefined()
})

test('beyond the number of entries the oldest go', async () => {
  const { redis } = connections.open()
  const connection = { redis, prefix: `${connections.prefix}-bounded` }
  const cache = createReadingCache(connection, { ttlHours: 1, maxEntries: 2, readWith: 'defaults' })
  const keys = [newKey(), newKey(), newKey()]

  for (const key of keys) {
    await cache.put(key, sampleReading())
    await nextMillisecond()
  }

  const found = await Promise.all(keys.map((key) => cache.get(key)))
  expect(found.map((reading) => reading !== undefined)).toEqual([false, true, true])
})

test('an entry ends by itself', async () => {
  const connection = connections.open()
  const cache = createReadingCache(connection, {
    ttlHours: 2,
    maxEntries: 10,
    readWith: 'defaults',
  })
  const key = newKey()

  await cache.put(key, sampleReading())

  const seconds = await connection.redis.ttl(nameOf(key, connection.prefix))
  expect(seconds).toBeGreaterThan(7_100)
  expect(seconds).toBeLessThanOrEqual(7_200)
})

test('when entries are to be kept for less time, those that are older go', async () => {
  const { redis } = connections.open()
  const connection = { redis, prefix: `${connections.prefix}-lowered` }
  const options = { maxEntries: 10, readWith: 'defaults' }
  const [old, fresh] = [newKey(), newKey()]
  await createReadingCache(connection, { ...options, ttlHours: 3 }).put(old, sampleReading())
  await redis.zincrby(`${connection.prefix}:readings`, -7_200_000, nameOf(old, connection.prefix))

  const cache = createReadingCache(connection, { ...options, ttlHours: 1 })
  await cache.put(fresh, sampleReading())

  expect(await redis.keys(`${connection.prefix}:*${old.md5}*`)).toEqual([])
  expect(await cache.get(fresh)).toEqual(sampleReading())
})

test('of a removed file nothing is left, whatever it was read by and with', async () => {
  const { redis, prefix } = connections.open()
  const options = { ttlHours: 1, maxEntries: 10 }
  const caches = ['defaults', 'others'].map((readWith) =>
    createReadingCache({ redis, prefix }, { ...options, readWith }),
  )
  const [key, other] = [newKey(), newKey()]
  for (const cache of caches) {
    await cache.put(key, sampleReading())
    await cache.put({ ...key, modelVersion: 'm2', optionsDigest: 'o2' }, sampleReading())
  }
  await caches[0]?.put(other, sampleReading())

  await caches[0]?.remove(key.md5)

  expect(await redis.keys(`${prefix}:*${key.md5}*`)).toEqual([])
  const named = await redis.zrange(`${prefix}:readings`, '0', '-1')
  expect(named.filter((name) => name.includes(key.md5))).toEqual([])
  expect(await caches[0]?.get(other)).toEqual(sampleReading())
})

/** Of an entry, in Redis. */
function nameOf({ md5 }: ReadingKey, prefix: string): string {
  return `${prefix}:reading:${md5}:m1:o1:defaults`
}

/** Entries are ordered by the millisecond in which they came. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now()
  while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve))
}
