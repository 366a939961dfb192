import type { Connection } from './connection.ts'

/** The time by the clock of Redis, in milliseconds: machines whose own clocks differ agree on it. */
export async function redisNow({ redis }: Pick<Connection, 'redis'>): Promise<number> {
  const [seconds, microseconds] = await redis.time()
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000)
}
