import type { AmountCandidate } from '../candidates/amounts.ts'
import { tokensOf } from '../line-items/tokens.ts'
import type { Row } from '../lines.ts'
import { isTaxed, type TaxRow } from './tax-row.ts'

const highestRate = 30
// More numbers than a table of taxes has columns.
const mostAmounts = 8

/** Every reading of a printed row as base, rate and tax that multiply. Tables print rates with their sign or without. */
export function printedRows(rows: Row[], amounts: AmountCandidate[]): TaxRow[] {
  const byRow = Map.groupBy(amounts, ({ span }) => span.row)
  return [...byRow].flatMap(([index, beside]) => {
    const row = rows[index]
    if (!row || beside.length < 2 || beside.length > mostAmounts) return []
    const cents = beside.map((amount) => amount.cents)
    return ratesIn(row).flatMap((basisPoints) => readings(basisPoints, cents))
  })
}

function ratesIn(row: Row): number[] {
  const values = tokensOf(row, undefined).flatMap(({ number }) =>
    number && (number.unit === '%' || number.unit === '') ? [number.value] : [],
  )
  return values
    .filter((value) => value >= 0 && value <= highestRate)
    .map((value) => Math.round(value * 100))
}

function readings(basisPoints: number, cents: number[]): TaxRow[] {
  return cents.flatMap((base, at) =>
    cents
      .filter((_, index) => index !== at)
      .map((tax) => ({ basisPoints, base, tax }))
      .filter(isTaxed),
  )
}
