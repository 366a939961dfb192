import { z } from 'zod'

const cell = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined)
const TrueLine = z.object({
  description: cell,
  quantity: cell,
  unit_price: cell,
  amount: cell,
  vat_rate: cell,
})

/** The ground truth of one document: what `<name>.truth.json` holds of it that scoring needs. */
export const Truth = z.object({
  document: z.string(),
  kind: z.string().default('?'),
  language: z.string().default('?'),
  rendering: z.string().default('?'),
  fields: z.record(z.string(), z.unknown()),
  not_visible: z.array(z.string()).default([]),
  /** What was sold; absent where it is not known. */
  lines: z.array(TrueLine).optional(),
})
export type Truth = z.infer<typeof Truth>
