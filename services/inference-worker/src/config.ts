import { availableParallelism } from 'node:os'
import { blobEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'

/** The environment of the inference worker. */
export const InferenceWorkerConfig = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  ...blobEnvironment,
  MODEL_DIR: z.string().default('models'),
})
export type InferenceWorkerConfig = z.infer<typeof InferenceWorkerConfig>

/** Documents read at the same time: `auto` leaves a core to everything else. */
export function concurrencyOf(setting: number | 'auto'): number {
  return setting === 'auto' ? Math.max(1, availableParallelism() - 1) : setting
}
