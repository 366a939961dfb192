import type { VatBreakdownRow } from '@invoice-ml/contracts'
import type { AmountCandidate } from './candidates/amounts.ts'
import { formatRate, type RateCandidate } from './candidates/rates.ts'
import type { Row } from './lines.ts'
import { formatCents } from './parse/amount.ts'
import { addsUpTo, findBreakdown } from './solve/breakdown.ts'
import type { Totals } from './solve/totals.ts'

export type VatContext = {
  rows: Row[]
  rates: RateCandidate[]
  amounts: AmountCandidate[]
  totals: Totals
}

const tolerance = 2

/** The tax by rate: the printed rows when they add up to the totals; with one rate and none such, the totals. */
export function readVatBreakdown({ rates, amounts, totals }: VatContext): VatBreakdownRow[] {
  const rows = findBreakdown(amounts, rates)
  const { montant_ht: net, montant_tva: tax } = totals
  const isUnknown = !net || !tax
  if (rows.length > 0 && (isUnknown || addsUpTo(rows, net.candidate.cents, tax.candidate.cents)))
    return rows.map(({ rate, base, tax }) => ({
      rate: formatRate(rate.basisPoints),
      base: formatCents(base),
      amount: formatCents(tax),
    }))
  return fromTotals(rates, totals)
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
