import { type FieldLabel, type FieldValue, keyFieldLabels } from '@invoice-ml/contracts'
import type { Check } from './checks/check.ts'
import { isPartTaxed } from './part-taxed.ts'

// What fails when a part of the net bears no tax.
const taxOfPart = ['totals.vat_by_rate', 'totals.vat_breakdown']

/** Why a person should look at the document, in words; nothing when nobody has to. */
export function reviewReasons(
  fields: FieldValue[],
  checks: Check[],
  { overall, threshold }: { overall: number; threshold: number },
): string[] {
  const found = new Set(fields.map(({ label }) => label))
  const missing = keyFieldLabels.filter((label) => !found.has(label))
  const isExplained = isPartTaxed(fields, checks)
  const contradicted = checks.filter(
    ({ id, passed, labels, demandsReview = false }) =>
      !passed &&
      !(isExplained && taxOfPart.includes(id)) &&
      (demandsReview || (labels.length > 1 && labels.some(isKey))),
  )
  const reasons = [
    ...missing.map((label) => `${label} was not found`),
    ...contradicted.map(({ id, detail }) => `${id} failed: ${detail}`),
  ]
  if (overall < threshold) {
    const weakest = fields
      .filter(({ label }) => isKey(label))
      .sort((a, b) => a.confidence - b.confidence)[0]
    const whose = weakest
      ? `, least sure of ${weakest.label} (${weakest.confidence.toFixed(2)})`
      : ''
    reasons.push(`overall confidence ${overall.toFixed(2)} is below ${threshold}${whose}`)
  }
  return reasons
}

function isKey(label: FieldLabel): boolean {
  return keyFieldLabels.includes(label)
}
