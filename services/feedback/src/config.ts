import { blobEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'

// Label Studio takes no address whose host is a bare name.
const dotted = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /[.:]|^localhost$/.test(new URL(url).hostname), {
    error: 'Label Studio refuses a host without a dot: use a dotted alias, as feedback.internal',
  })

/** An empty variable is one that is not set. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

/** The environment of feedback. Without LABEL_STUDIO_URL it idles. */
export const FeedbackConfig = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  ...blobEnvironment,
  LABEL_STUDIO_URL: optional(z.url({ protocol: /^https?$/ })),
  LABEL_STUDIO_TOKEN: optional(z.string().min(1)),
  /** The title of the project, unless its number is known. */
  LABEL_STUDIO_PROJECT: z.string().min(3).max(50).default('Factures à vérifier'),
  /** Where Label Studio reaches this service. */
  FEEDBACK_URL: optional(dotted),
  FEEDBACK_HOST: z.string().min(1).default('127.0.0.1'),
  FEEDBACK_PORT: z.coerce.number().int().min(1).max(65_535).default(8002),
})
export type FeedbackConfig = z.infer<typeof FeedbackConfig>
