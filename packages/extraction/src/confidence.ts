import { type FieldLabel, type FieldType, fieldDefinition } from '@invoice-ml/contracts'
import { recognitionOf } from './candidates/span.ts'
import type { Check } from './checks/check.ts'
import type { Found } from './found.ts'

/**
 * Log-odds of a value being right: a base for its kind, and what evidence, recognition and checks add. A logistic
 * regression over documents with known values, whose suppliers are not among those that accuracy is reported on; a
 * failed check counts as it should on real documents, since samples carry invented register numbers.
 */
const bases: Record<FieldType, number> = {
  reference: 0.73,
  date: -0.15,
  amount: -0.3,
  rate: -1.5,
  currency: 1.1,
  name: -0.9,
  address: -0.2,
  text: -0.5,
  siren: 0,
  siret: -0.5,
  vat: 1.1,
  iban: 0.3,
  bic: 0.3,
}
const weights = {
  evidence: 4.4,
  recognition: 2.7,
  // No check digit and no sum tells whether a number was read right.
  recognitionOfReference: 8.25,
  passed: 0.8,
  failed: -0.9,
  repaired: -0.5,
  ambiguous: -1.5,
} as const
// Alone between marks, nothing tells a letter from the digit that it looks like: "I/0042" from "1/0042".
const alone = /(?<![\p{L}\p{N}])[1IlO0](?![\p{L}\p{N}])/u

/** Of values in XML, which nobody has to recognise; not 1, since an XML may be of another invoice. */
export const embeddedConfidence = 0.99
/** Of those among them that the page contradicts. */
const contradictedConfidence = 0.5

/** Probability that the value is right, 0 to 1. */
export function confidenceOf(found: Found, checks: Check[]): number {
  if (found.source === 'embedded_xml') return confidenceOfEmbedded(found, checks)
  const own = checks.filter(({ labels }) => labels.includes(found.label))
  const passed = own.filter((check) => check.passed).length
  const failed = own.length - passed
  const logOdds =
    bases[fieldDefinition(found.label).type] +
    weights.evidence * found.evidence +
    recognitionWeight(found) * (recognitionOf(found.words) - 1) +
    weights.passed * Math.min(2, passed) +
    weights.failed * Math.min(2, failed) +
    (found.isRepaired ? weights.repaired : 0) +
    (isAmbiguous(found) ? weights.ambiguous : 0)
  return round(1 / (1 + Math.exp(-logOdds)))
}

function recognitionWeight({ label }: Found): number {
  const isReference = fieldDefinition(label).type === 'reference'
  return isReference ? weights.recognitionOfReference : weights.recognition
}

function isAmbiguous({ label, value, words }: Found): boolean {
  return (
    fieldDefinition(label).type === 'reference' && recognitionOf(words) < 1 && alone.test(value)
  )
}

function confidenceOfEmbedded({ label }: Found, checks: Check[]): number {
  const isContradicted = checks.some(
    ({ id, passed, labels }) => id === 'xml.matches_page' && !passed && labels.includes(label),
  )
  return isContradicted ? contradictedConfidence : embeddedConfidence
}

const together: readonly FieldLabel[] = ['montant_ht', 'montant_tva', 'montant_ttc']

/**
 * Probability that the key fields found are all right. Their errors are taken as independent, except those of totals that
 * add up: these are right together or wrong together.
 */
export function overallConfidence(
  keyFields: { label: FieldLabel; confidence: number }[],
  checks: Check[],
): number {
  if (keyFields.length === 0) return 0
  const isBalanced = checks.some(({ id, passed }) => passed && id === 'totals.net_plus_vat')
  const totals = keyFields.filter(({ label }) => together.includes(label))
  const others = keyFields.filter(({ label }) => !together.includes(label))
  const ofTotals = totals.map(({ confidence }) => confidence)
  const product = (values: number[]) => values.reduce((result, value) => result * value, 1)
  const balanced = isBalanced ? Math.min(...ofTotals) : product(ofTotals)
  return round(balanced * product(others.map(({ confidence }) => confidence)))
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
