import type { LineItem, VatBreakdownRow } from '@invoice-ml/contracts'
import type { Totals } from '../solve/totals.ts'

/** Lines without a rate of their own bear the one rate of the document, where that taxes all of the net; or none, where no tax is due. */
export function taxLines(
  lines: LineItem[],
  breakdown: VatBreakdownRow[],
  totals: Totals,
): LineItem[] {
  const rate = onlyRate(breakdown, totals)
  if (rate === undefined) return lines
  return lines.map((line) => ({ ...line, vat_rate: line.vat_rate ?? rate }))
}

function onlyRate(
  [only, ...others]: VatBreakdownRow[],
  { montant_ht: net, montant_tva: tax }: Totals,
): string | undefined {
  if (!only) return tax?.candidate.cents === 0 ? '0.00' : undefined
  if (others.length > 0 || !net) return undefined
  const baseCents = Math.round(Number(only.base) * 100)
  return Math.abs(baseCents - net.candidate.cents) <= 1 ? only.rate : undefined
}
