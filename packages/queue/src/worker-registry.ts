import { z } from 'zod'
import type { Connection } from './connection.ts'
import { redisNow } from './redis-now.ts'

const WorkerPresence = z.object({
  id: z.string(),
  modelVersion: z.string(),
  /** Execution provider of the detector; absent without a model. */
  provider: z.string().optional(),
  /** The deployment that it follows; absent as long as there is none. */
  deploymentId: z.string().optional(),
  /** It could not load the model that is to serve, and reads with another. */
  isModelOutdated: z.boolean().optional(),
  /** Documents read at the same time. */
  concurrency: z.int(),
  seenAt: z.number(),
})

/** What a worker says of itself. */
export type WorkerPresence = Omit<z.infer<typeof WorkerPresence>, 'seenAt'>

/** Which workers are there. All methods reject when Redis is away. */
export type WorkerRegistry = {
  announce: (presence: WorkerPresence) => Promise<void>
  leave: (id: string) => Promise<void>
  /** Those who announced themselves lately. */
  list: () => Promise<WorkerPresence[]>
}

/** Who has been silent for longer is gone. */
const presenceMs = 15_000

export function createWorkerRegistry(connection: Connection): WorkerRegistry {
  const { redis, prefix } = connection
  const name = `${prefix}:workers`
  return {
    announce: async (presence) => {
      const seenAt = await redisNow(connection)
      await redis.hset(name, presence.id, JSON.stringify({ ...presence, seenAt }))
    },
    leave: async (id) => {
      await redis.hdel(name, id)
    },
    list: async () => {
      const entries = Object.values(await redis.hgetall(name))
      const all = entries.map((text) => WorkerPresence.parse(JSON.parse(text)))
      const silentSince = (await redisNow(connection)) - presenceMs
      const gone = all.filter(({ seenAt }) => seenAt < silentSince)
      if (gone.length > 0) await redis.hdel(name, ...gone.map(({ id }) => id))
      return all.filter((presence) => !gone.includes(presence))
    },
  }
}
