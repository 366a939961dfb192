import { type Calibration, type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'

// Nothing that was read is certain, and nothing impossible.
const edge = 1e-4

/** A confidence as the calibration of its kind of field corrects it; as it is where there is none. */
export function calibrate(
  confidence: number,
  label: FieldLabel,
  calibration: Calibration | undefined,
): number {
  const scaling = calibration?.kinds[fieldDefinition(label).type]
  if (!scaling) return confidence
  const bounded = Math.min(1 - edge, Math.max(edge, confidence))
  const logOdds = scaling.offset + scaling.slope * Math.log(bounded / (1 - bounded))
  return Math.round(10_000 / (1 + Math.exp(-logOdds))) / 10_000
}
