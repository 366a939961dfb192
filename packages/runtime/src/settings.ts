import { z } from 'zod'

/** Days that something is kept; null, or 0, for ever. */
function keptDays(otherwise: number | null) {
  return z
    .number()
    .min(0)
    .max(36_500)
    .nullable()
    .default(otherwise)
    .transform((days) => days || undefined)
}

/** Everything in config/settings.yaml; an unknown key is a mistake. The file itself explains each. */
export const Settings = z.strictObject({
  api: z.strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(1).max(65_535).default(8000),
    reload: z.boolean().default(false),
    confidence_threshold: z.number().min(0).max(1).default(0.85),
    feedback_loop: z
      .strictObject({
        enabled: z.boolean().default(true),
        auto_send_to_label_studio: z.boolean().default(true),
      })
      .prefault({}),
    max_file_mb: z.number().positive().max(1_000).default(20),
    max_pages: z.int().min(1).max(10_000).default(50),
    max_megapixels: z.number().positive().max(1_000).default(50),
    max_queue_depth: z.int().min(1).default(10_000),
  }),
  worker: z
    .strictObject({
      concurrency: z.union([z.literal('auto'), z.int().min(1).max(256)]).default('auto'),
      execution_providers: z
        .array(z.enum(['cuda', 'cpu']))
        .min(1)
        .default(['cuda', 'cpu']),
      document_timeout_seconds: z.number().positive().default(30),
      page_timeout_seconds: z.number().positive().default(15),
      reader_memory_mb: z.number().min(256).default(1_500),
      reader_max_pages: z.int().min(1).default(300),
      ocr_languages: z
        .array(z.enum(['fra', 'eng']))
        .min(1)
        .default(['fra', 'eng']),
    })
    .prefault({}),
  cache: z
    .strictObject({
      ttl_hours: z.number().positive().default(168),
      max_entries: z.int().min(1).default(20_000),
    })
    .prefault({}),
  retention: z
    .strictObject({
      file_days: keptDays(90),
      pages_days: keptDays(90),
      result_days: keptDays(730),
      training_days: keptDays(null),
    })
    .prefault({}),
  monitoring: z
    .strictObject({ log_level: z.enum(['error', 'warn', 'info', 'debug']).default('info') })
    .prefault({}),
})
/** The settings that change what a reading of the same bytes says, in a few characters. */
export function readingSettings({ api, worker }: Settings): string {
  return `${api.confidence_threshold}+${worker.ocr_languages.join('+')}`
}

export type Settings = z.infer<typeof Settings>
