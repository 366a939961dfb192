import { blobEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'

/** The environment of the gateway. */
export const GatewayConfig = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  ...blobEnvironment,
  MODEL_DIR: z.string().default('models'),
  /** The retrain scheduler's trainer; without it no training can be asked for. */
  TRAINER_URL: z.url().optional(),
})
export type GatewayConfig = z.infer<typeof GatewayConfig>

/** Of the API, as GET / tells it. */
export const apiVersion = '1.0.0'
