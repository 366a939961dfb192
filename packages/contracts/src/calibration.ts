import { z } from 'zod'
import { type FieldType, fieldLabels, fields } from './fields.ts'

/** Every kind of field. */
export const fieldTypes = [
  ...new Set(fieldLabels.map((label): FieldType => fields[label].type)),
] as [FieldType, ...FieldType[]]

/**
 * How the confidences of one kind of field are brought to what is right of them: log-odds after = offset + slope × log-odds
 * before (Platt 1999, on top of the extraction's own log-odds).
 */
const Scaling = z.object({ slope: z.number().positive(), offset: z.number() })
export type Scaling = z.infer<typeof Scaling>

/** `calibration.json` beside a model: fitted on documents of suppliers that trained nothing. */
export const Calibration = z.object({
  documents: z.int().min(0),
  suppliers: z.int().min(0),
  kinds: z.partialRecord(z.enum(fieldTypes), Scaling),
  /**
   * Share of the values read from these documents in each confidence band: what production is compared with, to see whether
   * it drifts away.
   */
  confidences: z.record(z.string(), z.number().min(0).max(1)).optional(),
})
export type Calibration = z.infer<typeof Calibration>
