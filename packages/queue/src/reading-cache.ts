import { Reading } from '@invoice-ml/contracts'
import { z } from 'zod'
import type { Connection } from './connection.ts'
import { redisNow } from './redis-now.ts'

/** Which reading: of these bytes, by this model, with these options. */
export type ReadingKey = {
  md5: string
  /** Compared before an answer is given: equal MD5 digests are easy to make on purpose. */
  sha256: string
  modelVersion: string
  optionsDigest: string
}

/** Results by the file's MD5, bounded in time and in number. All methods reject when Redis is away. */
export type ReadingCache = {
  get: (key: ReadingKey) => Promise<Reading | undefined>
  /** Keeps what was read. What a person has said of the same document stays in its place. */
  put: (key: ReadingKey, reading: Reading) => Promise<void>
  /** Keeps what a person has said, whatever was there. */
  putCorrected: (key: ReadingKey, reading: Reading) => Promise<void>
  /** Erases every reading of files with this MD5: by any model and any code, with any options and settings. */
  remove: (md5: string) => Promise<void>
}

export type ReadingCacheOptions = {
  ttlHours: number
  maxEntries: number
  /** The code and the settings that decide what a reading says: with others, everything is read anew. */
  readWith: string
}

const Entry = z.object({ sha256: z.string(), reading: Reading })

// How an entry begins that a person has corrected.
const corrected = '{"corrected":true,'

// Looked at and written in one step: somebody may correct it just then.
const setUnlessCorrected = `
  if redis.call('getrange', KEYS[1], 0, ${corrected.length - 1}) == '${corrected}' then return 0 end
  redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`

// Entries and their places in the index together, so that none is left that nobody could erase; and in one step: somebody may
// put one of them anew just then. Most have expired by themselves; what was kept when entries were kept for longer has not.
const forgetOldest = `
  local names = redis.call('zrangebyscore', KEYS[1], '-inf', ARGV[1])
  local surplus = redis.call('zcard', KEYS[1]) - #names - ARGV[2]
  if surplus > 0 then names = redis.call('zrange', KEYS[1], 0, #names + surplus - 1) end
  for start = 1, #names, 1000 do
    local last = math.min(start + 999, #names)
    redis.call('unlink', unpack(names, start, last))
    redis.call('zrem', KEYS[1], unpack(names, start, last))
  end`

/** The oldest entries go when there are more than `maxEntries`; Redis itself must not evict, it holds the queues. */
export function createReadingCache(
  connection: Connection,
  { ttlHours, maxEntries, readWith }: ReadingCacheOptions,
): ReadingCache {
  const { redis, prefix } = connection
  const index = `${prefix}:readings`
  const ttlSeconds = Math.ceil(ttlHours * 3_600)
  const nameOf = ({ md5, modelVersion, optionsDigest }: ReadingKey) =>
    `${prefix}:reading:${md5}:${modelVersion}:${optionsDigest}:${readWith}`

  async function put(key: ReadingKey, reading: Reading, isCorrected: boolean): Promise<void> {
    const name = nameOf(key)
    const entry = JSON.stringify({ corrected: isCorrected, sha256: key.sha256, reading })
    const now = await redisNow(connection)
    const writing = redis.multi()
    if (isCorrected) writing.set(name, entry, 'EX', ttlSeconds)
    else writing.eval(setUnlessCorrected, 1, name, entry, ttlSeconds)
    await writing.zadd(index, now, name).exec()
    await redis.eval(forgetOldest, 1, index, now - ttlSeconds * 1_000, maxEntries)
  }

  /** Entries and their places in the index together: what is not in the index nobody could erase. */
  async function forget(names: string[]): Promise<void> {
    if (names.length > 0) await redis.multi().unlink(names).zrem(index, names).exec()
  }

  return {
    get: async (key) => {
      const text = await redis.get(nameOf(key))
      if (!text) return undefined
      const entry = Entry.parse(JSON.parse(text))
      return entry.sha256 === key.sha256 ? entry.reading : undefined
    },
    put: (key, reading) => put(key, reading, false),
    putCorrected: (key, reading) => put(key, reading, true),
    remove: async (md5) => {
      const scan = redis.zscanStream(index, { match: `${prefix}:reading:${md5}:*`, count: 1_000 })
      for await (const found of scan) {
        // Names and scores take turns.
        await forget((found as string[]).filter((_, position) => position % 2 === 0))
      }
    },
  }
}
