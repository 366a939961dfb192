import type { LineItem, VatBreakdownRow } from '@invoice-ml/contracts'
import { formatRate, usualRates } from '../candidates/rates.ts'
import type { Totals } from '../solve/totals.ts'
import { taxBySum } from './tax-by-sum.ts'

type Document = { breakdown: VatBreakdownRow[]; totals: Totals; language: string }

/**
 * Lines without a rate of their own bear the one rate of the document, where that taxes all of the net; none, where no tax is
 * due; or the only common ones that make up its tax.
 */
export function taxLines(lines: LineItem[], document: Document): LineItem[] {
  const { breakdown, totals, language } = document
  const rate = onlyRate(breakdown, totals)
  if (rate === undefined) return taxedBySum(lines, totals, language)
  return lines.map((line) => ({ ...line, vat_rate: line.vat_rate ?? rate }))
}

function taxedBySum(lines: LineItem[], totals: Totals, language: string): LineItem[] {
  const { montant_ht: net, montant_tva: tax, isBalanced } = totals
  if (!net || !tax || !isBalanced) return lines
  const [netCents, taxCents] = [net.candidate.cents, tax.candidate.cents]
  return taxBySum(lines, { language, netCents, taxCents })
}

function onlyRate([only, ...others]: VatBreakdownRow[], totals: Totals): string | undefined {
  const { montant_ht: net, montant_tva: tax } = totals
  if (tax?.candidate.cents === 0) return '0.00'
  if (others.length > 0 || !net) return undefined
  if (!only) return impliedRate(totals)
  const baseCents = Math.round(Number(only.base) * 100)
  return Math.abs(baseCents - net.candidate.cents) <= 1 ? only.rate : undefined
}

/** The usual rate that makes the tax of the net, to the cent, where none is printed. */
function impliedRate({ montant_ht: net, montant_tva: tax, isBalanced }: Totals) {
  if (!net || !tax || !isBalanced) return undefined
  const [netCents, taxCents] = [net, tax].map(({ candidate }) => Math.abs(candidate.cents))
  if (netCents === undefined || taxCents === undefined) return undefined
  const rate = [...usualRates].find(
    (basisPoints) => Math.abs((netCents * basisPoints) / 10_000 - taxCents) <= 1,
  )
  return rate === undefined ? undefined : formatRate(rate)
}
