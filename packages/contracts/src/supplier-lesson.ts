import { z } from 'zod'
import { fieldLabels } from './fields.ts'

const Label = z.enum(fieldLabels)

/** Where a supplier prints a field, and what stands around it there. */
export const FieldAnchor = z.object({
  label: Label,
  /** Whether the value stood on the first page, the last, or between; a single page is the first. */
  page: z.enum(['first', 'middle', 'last']),
  /** Edges and middle of the value, fractions of the upright page. */
  left: z.number(),
  right: z.number(),
  middle: z.number(),
  /** The letters before it in its own piece of the row, in the piece before, in all of its row, above it, and at the head of its column. */
  inside: z.string(),
  before: z.string(),
  row: z.string(),
  above: z.string(),
  column: z.string(),
  /** Its kinds of characters: "FA 2024-17" is "A 9-9". */
  shape: z.string(),
})
export type FieldAnchor = z.infer<typeof FieldAnchor>

/** What one confirmed or corrected document teaches about the documents of its supplier. */
export const SupplierLesson = z.object({
  /** What the supplier is recognised by: `siren:`, `vat:`, `iban:` or `name:` and a value. */
  keys: z.array(z.string()).min(1),
  /** The words that its pages are made of. */
  look: z.array(z.string()),
  /** Who the parties are; `isPrinted` tells whether the page said so in words. */
  parties: z.array(z.object({ label: Label, value: z.string(), isPrinted: z.boolean() })),
  /** The accounts that the page printed, whichever of them is paid into; absent in what was learned before they were kept. */
  accounts: z.array(z.string()).optional(),
  /** What is read of the client where nothing is known, and was corrected; absent in what was learned before it was kept. */
  corrected: z.array(z.object({ label: Label, value: z.string() })).optional(),
  anchors: z.array(FieldAnchor),
  /** How a date of figures alone is meant; absent when the document did not show it. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
})
export type SupplierLesson = z.infer<typeof SupplierLesson>
