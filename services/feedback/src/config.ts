import { blobEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'

// Label Studio takes no address whose host is a bare name.
const dotted = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /[.:]|^localhost$/.test(new URL(url).hostname), {
    error: 'Label Studio refuses a host without a dot: use a dotted alias, as feedback.internal',
  })

/** The environment of feedback. Without LABEL_STUDIO_URL it idles. */
export const FeedbackConfig = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  ...blobEnvironment,
  MODEL_DIR: z.string().default('models'),
  LABEL_STUDIO_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where browsers find it, as Label Studio itself is told: of this the path counts. */
  LABEL_STUDIO_HOST: z.url({ protocol: /^https?$/ }).optional(),
  LABEL_STUDIO_TOKEN: z.string().min(1).optional(),
  /** The title of the project, unless its number is known. */
  LABEL_STUDIO_PROJECT: z.string().min(3).max(50).default('Factures à vérifier'),
  /** Where Label Studio reaches this service. */
  FEEDBACK_URL: dotted.optional(),
  FEEDBACK_HOST: z.string().min(1).default('127.0.0.1'),
  FEEDBACK_PORT: z.coerce.number().int().min(1).max(65_535).default(8002),
})
export type FeedbackConfig = z.infer<typeof FeedbackConfig>
