import { z } from 'zod'
import { Retraining } from './retraining.ts'
import { section } from './section.ts'

const addressRange = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: 'expected an address, or a range of them as 10.0.0.0/8',
})
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
  api: section({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(1).max(65_535).default(8000),
    reload: z.boolean().default(false),
    confidence_threshold: z.number().min(0).max(1).default(0.85),
    feedback_loop: section({
      enabled: z.boolean().default(true),
      auto_send_to_label_studio: z.boolean().default(true),
    }),
    max_file_mb: z.number().positive().max(1_000).default(20),
    max_batch_files: z.int().min(1).max(10_000).default(200),
    max_batch_mb: z.number().positive().max(10_000).default(500),
    max_pages: z.int().min(1).max(10_000).default(50),
    max_megapixels: z.number().positive().max(1_000).default(50),
    max_queue_depth: z.int().min(1).default(10_000),
    max_parallel_uploads: z.int().min(1).max(10_000).default(256),
    max_parallel_exports: z.int().min(1).max(1_000).default(16),
    max_event_streams: z.int().min(1).max(100_000).default(500),
    rate_limit: section({
      extract_per_minute: z.int().min(1).default(10),
      requests_per_minute: z.int().min(1).default(600),
    }),
    trusted_proxies: z.array(addressRange).default([]),
  }),
  dashboard: section({ port: z.int().min(1).max(65_535).default(8001) }),
  worker: section({
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
  }),
  cache: section({
    ttl_hours: z.number().positive().default(168),
    max_entries: z.int().min(1).default(20_000),
  }),
  review: section({ audit_share: z.number().min(0).max(1).default(0.02) }),
  audit: section({ keep_days: z.int().min(1).max(36_500).default(400) }),
  retention: section({
    file_days: keptDays(90),
    pages_days: keptDays(90),
    result_days: keptDays(730),
    training_days: keptDays(null),
  }),
  webhooks: section({
    public_url: z.url({ protocol: /^https?$/ }).optional(),
    allowed_networks: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
    allowed_hosts: z
      .array(z.string().regex(/^[a-z0-9._-]+$/, 'expected the name of a host, in lower case'))
      .default([]),
    retry_seconds: z
      .array(z.number().positive().max(604_800))
      .max(50)
      .default([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]),
    timeout_seconds: z.number().positive().max(30).default(15),
    disable_after_hours: z.number().positive().default(120),
    log_days: z.number().positive().default(30),
  }),
  retraining: Retraining,
  monitoring: section({ log_level: z.enum(['error', 'warn', 'info', 'debug']).default('info') }),
})

export type Settings = z.infer<typeof Settings>
