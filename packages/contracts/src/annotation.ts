import { z } from 'zod'
import { fieldLabels } from './fields.ts'
import { Box } from './value.ts'

/** One field of a document as a person has confirmed or corrected it, written as in an extraction. */
export const AnnotatedField = z.object({
  label: z.enum(fieldLabels),
  value: z.string(),
  /** Where it is printed, when that is known. */
  page: z.int().min(1).optional(),
  bbox: Box.optional(),
})
export type AnnotatedField = z.infer<typeof AnnotatedField>
