import type { FieldLabel, FieldValue } from '@invoice-ml/contracts'
import type { Check } from './checks/check.ts'

/**
 * Whether a tax below what the printed rate makes of the net is explained: net and tax add up to the gross, so the rate holds
 * for a part of the goods only. No tax at all, or more than the highest rate allows, is never explained.
 */
export function isPartTaxed(fields: FieldValue[], checks: Check[]): boolean {
  const isBalanced = checks.some(({ id, passed }) => id === 'totals.net_plus_vat' && passed)
  const [net] = amountsOf('montant_ht', fields)
  const [tax] = amountsOf('montant_tva', fields)
  const highest = Math.max(0, ...amountsOf('taux_tva', fields))
  if (!isBalanced || net === undefined || tax === undefined) return false
  return tax > 0 && tax < (net * highest) / 100
}

function amountsOf(label: FieldLabel, fields: FieldValue[]): number[] {
  return fields
    .filter((field) => field.label === label)
    .map(({ value }) => Math.abs(Number.parseFloat(value)))
}
