import { type FieldLabel, type FieldType, fieldDefinition } from '@invoice-ml/contracts'
import { recognitionOf } from './candidates/span.ts'
import type { Check } from './checks/arithmetic.ts'
import type { Found } from './found.ts'

/**
 * Log-odds of a value being right: a base for its kind, and what evidence, recognition and checks add. Read off documents
 * with known values whose suppliers are not among those that accuracy is reported on.
 */
const bases: Record<FieldType, number> = {
  reference: -0.6,
  date: -0.4,
  amount: -1.0,
  rate: -0.6,
  currency: 1.6,
  name: -1.6,
  address: -1.6,
  text: -0.5,
  siren: 0,
  siret: 0,
  vat: -0.2,
  iban: 0.4,
  bic: 0.4,
}
const weights = {
  evidence: 3.4,
  recognition: 3,
  passed: 0.9,
  failed: -1.8,
  repaired: -0.5,
} as const

/** Probability that the value is right, 0 to 1. */
export function confidenceOf(found: Found, checks: Check[]): number {
  const own = checks.filter(({ labels }) => labels.includes(found.label))
  const passed = own.filter((check) => check.passed).length
  const failed = own.length - passed
  const logOdds =
    bases[fieldDefinition(found.label).type] +
    weights.evidence * found.evidence +
    weights.recognition * (recognitionOf(found.words) - 1) +
    weights.passed * Math.min(2, passed) +
    weights.failed * Math.min(2, failed) +
    (found.isRepaired ? weights.repaired : 0)
  return round(1 / (1 + Math.exp(-logOdds)))
}

/** Probability that the key fields found are all right, taking their errors as independent. */
export function overallConfidence(keyFields: { label: FieldLabel; confidence: number }[]): number {
  if (keyFields.length === 0) return 0
  return round(keyFields.reduce((product, { confidence }) => product * confidence, 1))
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
