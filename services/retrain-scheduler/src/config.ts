import { blobEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'

/** The environment of the retrain scheduler. */
export const RetrainSchedulerConfig = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  ...blobEnvironment,
  MODEL_DIR: z.string().default('models'),
  /** Data sets and runs, in a folder that the trainer sees as well. */
  TRAINING_DIR: z.string().default('data/training'),
  /** Without it nothing is trained. */
  TRAINER_URL: z.url().optional(),
})
export type RetrainSchedulerConfig = z.infer<typeof RetrainSchedulerConfig>
