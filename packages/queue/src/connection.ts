import type { Logger } from '@invoice-ml/runtime'
import { Redis, type RedisOptions } from 'ioredis'
import { isSentinelUrl, sentinelOptions } from './sentinel-url.ts'

/** A connection to Redis, and what all its keys begin with. */
export type Connection = { redis: Redis; prefix: string }

/** `url`: redis://, rediss:// or, in the form that sentinel-url.ts describes, redis-sentinel://. */
export type ConnectionOptions = { url: string; logger: Logger; prefix?: string }

const defaultPrefix = 'invoiceml'

/** For those who add: commands fail at once while Redis is away, since the row is committed and will be found. */
export function createProducerConnection(options: ConnectionOptions): Connection {
  return connect(options, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 2_000,
  })
}

/** For those who handle: commands wait until Redis is back. */
export function createWorkerConnection(options: ConnectionOptions): Connection {
  return connect(options, { maxRetriesPerRequest: null })
}

function connect({ url, logger, prefix = defaultPrefix }: ConnectionOptions, own: RedisOptions) {
  const options: RedisOptions = {
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    // What was the master when the connection was made is a replica now.
    reconnectOnError: ({ message }) => message.includes('READONLY'),
    connectTimeout: 5_000,
    keepAlive: 30_000,
    // A machine that disappears says no goodbye. Longer than a worker waits for the next job, which is 10 s at most.
    socketTimeout: 15_000,
    ...own,
  }
  const redis = isSentinelUrl(url)
    ? new Redis({ ...options, ...sentinelOptions(url) })
    : new Redis(url, options)
  let isAway = false
  redis.on('error', (error) => {
    // One line for an absence, not one for each attempt.
    if (!isAway) logger.warn('redis away', { error: error.message })
    isAway = true
  })
  redis.on('ready', () => {
    if (isAway) logger.info('redis back')
    isAway = false
  })
  return { redis, prefix }
}

/** Waits until the connection is usable. Rejects after the time. */
export async function whenReady({ redis }: Connection, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('Redis does not answer')), timeoutMs)
  redis.once('ready', resolve)
  await promise.finally(() => {
    clearTimeout(timer)
    redis.off('ready', resolve)
  })
}

/** Resolves once the connection has not been usable for this long, without a break; the function ends the watch. */
export function whenGone(
  { redis }: Connection,
  ms: number,
): { gone: Promise<void>; end: () => void } {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const begin = () => {
    timer ??= setTimeout(resolve, ms)
  }
  const isBack = () => {
    clearTimeout(timer)
    timer = undefined
  }
  if (redis.status !== 'ready') begin()
  redis.on('close', begin)
  redis.on('ready', isBack)
  const end = () => {
    isBack()
    redis.off('close', begin)
    redis.off('ready', isBack)
  }
  return { gone, end }
}

/** Closes after what is under way; at once when Redis is away. */
export async function closeConnection({ redis }: Connection): Promise<void> {
  if (redis.status !== 'ready') {
    // A connection that waits would wait with its goodbye, too.
    redis.disconnect()
    return
  }
  try {
    await redis.quit()
  } catch {
    // Nothing to say goodbye to.
    redis.disconnect()
  }
}
