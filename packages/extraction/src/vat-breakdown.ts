import type { VatBreakdownRow } from '@invoice-ml/contracts'
import type { AmountCandidate } from './candidates/amounts.ts'
import { formatRate, type RateCandidate } from './candidates/rates.ts'
import type { Row } from './lines.ts'
import { formatCents } from './parse/amount.ts'
import type { Totals } from './solve/totals.ts'

export type VatContext = {
  rows: Row[]
  rates: RateCandidate[]
  amounts: AmountCandidate[]
  totals: Totals
}

const tolerance = 2

/** The tax by rate: rows where rate, base and tax agree; with one rate and none such, the totals. */
export function readVatBreakdown({ rates, amounts, totals }: VatContext): VatBreakdownRow[] {
  const rows = new Map<number, VatBreakdownRow>()
  for (const { span, basisPoints } of rates) {
    if (rows.has(basisPoints)) continue
    const beside = amounts.filter((amount) => amount.span.row === span.row)
    const pair = agreeing(beside, basisPoints)
    if (pair)
      rows.set(basisPoints, {
        rate: formatRate(basisPoints),
        base: formatCents(pair.base),
        amount: formatCents(pair.tax),
      })
  }
  const tax = [...rows.values()].reduce(
    (sum, { amount }) => sum + Math.round(Number(amount) * 100),
    0,
  )
  const total = totals.montant_tva?.candidate.cents
  // Rows of goods agree by chance; a breakdown adds up to the tax.
  if (rows.size > 0 && (total === undefined || Math.abs(tax - Math.abs(total)) <= tolerance))
    return [...rows.values()]
  return fromTotals(rates, totals)
}

function agreeing(amounts: AmountCandidate[], basisPoints: number) {
  for (const base of amounts) {
    for (const tax of amounts) {
      if (base === tax || Math.abs(base.cents) < Math.abs(tax.cents)) continue
      const expected = (Math.abs(base.cents) * basisPoints) / 10_000
      if (Math.abs(expected - Math.abs(tax.cents)) <= tolerance)
        return { base: base.cents, tax: tax.cents }
    }
  }
  return undefined
}

function fromTotals(rates: RateCandidate[], { montant_ht: net, montant_tva: tax }: Totals) {
  if (!net || !tax) return []
  const fitting = rates.find(
    ({ basisPoints }) =>
      Math.abs(
        (Math.abs(net.candidate.cents) * basisPoints) / 10_000 - Math.abs(tax.candidate.cents),
      ) <= tolerance,
  )
  if (!fitting) return []
  return [
    {
      rate: formatRate(fitting.basisPoints),
      base: formatCents(net.candidate.cents),
      amount: formatCents(tax.candidate.cents),
    },
  ]
}
