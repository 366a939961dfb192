import { z } from 'zod'
import { section } from './section.ts'

const share = z.number().min(0).max(1)

const floors = section({
  numero_facture: share.default(0.8),
  date_facture: share.default(0.8),
  montant_ht: share.default(0.8),
  montant_tva: share.default(0.8),
  montant_ttc: share.default(0.8),
})

/** `retraining` of config/settings.yaml: when a model is trained, and when it may serve. */
export const Retraining = section({
  enabled: z.boolean().default(true),
  min_new_annotations: z.int().min(1).default(50),
  cron: z.string().min(9).default('*/5 * * * *'),
  cooldown_hours: z.number().min(0).default(24),
  max_minutes: z.number().min(1).max(10_000).default(20),
  epochs: z.int().min(1).max(1_000).default(12),
  replayed_pages: z.int().min(100).max(100_000).default(300),
  held_out_percent: z.int().min(1).max(90).default(30),
  min_held_out: z.int().min(1).default(10),
  margin: z.number().min(0).max(100).default(0.5),
  confidence: z.number().min(0.5).max(0.999).default(0.9),
  floors,
  max_forgotten: z.number().min(0).max(100).default(2),
  max_slowdown: z.number().min(1).default(1.25),
  shadow: section({
    enabled: z.boolean().default(false),
    share: share.default(0.2),
    documents: z.int().min(1).default(100),
    max_hours: z.number().positive().default(48),
    min_same: share.default(0.8),
  }),
  watch: section({
    enabled: z.boolean().default(true),
    hours: z.number().positive().default(72),
    min_documents: z.int().min(1).default(50),
    min_points: z.number().min(0).max(100).default(5),
    significance: z.number().min(0).max(0.5).default(0.001),
  }),
})
export type Retraining = z.infer<typeof Retraining>
