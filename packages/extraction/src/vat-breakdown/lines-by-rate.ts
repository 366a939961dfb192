import type { LineItem } from '@invoice-ml/contracts'
import { rounding, type Sums, type TaxRow } from './tax-row.ts'

/** The lines summed up by their rates, when that makes the document's net and tax. Lines without a rate are free of tax then. */
export function linesByRate(lines: LineItem[], { net, tax }: Sums): TaxRow[] | undefined {
  const total = sumOf(lines)
  const rated = lines.filter(({ vat_rate }) => vat_rate !== undefined)
  const rows = [...Map.groupBy(rated, ({ vat_rate }) => vat_rate)].map(([rate, same]): TaxRow => {
    const [basisPoints, base] = [Math.round(Number(rate) * 100), sumOf(same)]
    return { basisPoints, base, tax: Math.round((base * basisPoints) / 10_000) }
  })
  const taxes = rows.reduce((sum, row) => sum + row.tax, 0)
  // Each line may be rounded by itself.
  const allowed = rounding + lines.length
  const isWhole = Math.abs(Math.abs(total) - Math.abs(net)) <= allowed
  const isTaxed = Math.abs(Math.abs(taxes) - Math.abs(tax)) <= allowed
  return rows.length > 0 && isWhole && isTaxed ? rows : undefined
}

function sumOf(lines: LineItem[]): number {
  return lines.reduce((sum, { amount }) => sum + Math.round(Number(amount ?? 0) * 100), 0)
}
