import type { LineItem, VatBreakdownRow } from '@invoice-ml/contracts'
import type { AmountCandidate } from './candidates/amounts.ts'
import { formatRate, type RateCandidate } from './candidates/rates.ts'
import type { Row } from './lines.ts'
import { formatCents } from './parse/amount.ts'
import { findBreakdown } from './solve/breakdown.ts'
import type { Totals } from './solve/totals.ts'
import { chooseRows } from './vat-breakdown/choose-rows.ts'
import { linesByRate } from './vat-breakdown/lines-by-rate.ts'
import { printedRows } from './vat-breakdown/printed-rows.ts'
import type { TaxRow } from './vat-breakdown/tax-row.ts'

export type VatContext = {
  rows: Row[]
  rates: RateCandidate[]
  amounts: AmountCandidate[]
  totals: Totals
  lines: LineItem[]
}

const tolerance = 2

/**
 * The tax by rate: the printed rows that add up to the totals; with one rate, the totals themselves; the printed rows beside
 * which the rest is free of tax; the lines by rate, when these explain the totals.
 */
export function readVatBreakdown(context: VatContext): VatBreakdownRow[] {
  const { rows, rates, amounts, lines, totals } = context
  if (!totals.montant_ht || !totals.montant_tva) return unchecked(amounts, rates).map(toRow)
  const net = totals.montant_ht.candidate.cents
  const tax = totals.montant_tva.candidate.cents
  const printed = printedRows(rows, amounts)
  const found =
    chooseRows(printed, { net, tax }, { isComplete: true }) ??
    ofOneRate(rates, { net, tax }) ??
    chooseRows(printed, { net, tax }, { isComplete: false }) ??
    linesByRate(lines, { net, tax })
  return (found ?? []).map(toRow)
}

/** Without totals there is nothing to check the printed rows with. */
function unchecked(amounts: AmountCandidate[], rates: RateCandidate[]): TaxRow[] {
  return findBreakdown(amounts, rates).map(({ rate, base, tax }) => ({
    basisPoints: rate.basisPoints,
    base,
    tax,
  }))
}

function ofOneRate(rates: RateCandidate[], { net, tax }: { net: number; tax: number }) {
  const fitting = rates.find(
    ({ basisPoints }) =>
      Math.abs((Math.abs(net) * basisPoints) / 10_000 - Math.abs(tax)) <= tolerance,
  )
  return fitting ? [{ basisPoints: fitting.basisPoints, base: net, tax }] : undefined
}

function toRow({ basisPoints, base, tax }: TaxRow): VatBreakdownRow {
  return { rate: formatRate(basisPoints), base: formatCents(base), amount: formatCents(tax) }
}
