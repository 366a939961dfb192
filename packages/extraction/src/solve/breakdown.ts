import type { AmountCandidate } from '../candidates/amounts.ts'
import type { RateCandidate } from '../candidates/rates.ts'

/** A printed row in which base × rate = tax. Cents, and hundredths of a percent. */
export type BreakdownRow = { rate: RateCandidate; base: number; tax: number }

/** Cents that rounding may take. */
const tolerance = 2

/** For each rate, the first row that holds a base and the tax on it. */
export function findBreakdown(amounts: AmountCandidate[], rates: RateCandidate[]): BreakdownRow[] {
  const rows = new Map<number, BreakdownRow>()
  for (const rate of rates) {
    if (rows.has(rate.basisPoints)) continue
    const { row, segment, start } = rate.span
    const beside = amounts.filter(
      ({ span }) => span.row === row && (span.segment !== segment || span.start !== start),
    )
    const pair = agreeing(beside, rate.basisPoints)
    if (pair) rows.set(rate.basisPoints, { rate, ...pair })
  }
  return [...rows.values()]
}

/** The base and the tax that fit the rate best, of those that fit it. */
function agreeing(amounts: AmountCandidate[], basisPoints: number) {
  let best: { base: number; tax: number } | undefined
  let least = tolerance
  for (const base of amounts) {
    for (const tax of amounts) {
      // Nothing is any rate of nothing.
      if (base === tax || base.cents === 0 || Math.abs(base.cents) < Math.abs(tax.cents)) continue
      const expected = (Math.abs(base.cents) * basisPoints) / 10_000
      const difference = Math.abs(expected - Math.abs(tax.cents))
      if (difference > least) continue
      least = difference
      best = { base: base.cents, tax: tax.cents }
    }
  }
  return best
}

/** Whether the rows add up to these totals: rows of goods agree by chance, a breakdown is complete. */
export function addsUpTo(rows: BreakdownRow[], net: number, tax: number): boolean {
  const sum = (pick: (row: BreakdownRow) => number) =>
    rows.reduce((total, row) => total + Math.abs(pick(row)), 0)
  const allowed = tolerance * rows.length
  return (
    rows.length > 0 &&
    Math.abs(sum((row) => row.tax) - Math.abs(tax)) <= allowed &&
    Math.abs(sum((row) => row.base) - Math.abs(net)) <= allowed
  )
}
