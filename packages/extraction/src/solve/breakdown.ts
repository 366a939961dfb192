import type { AmountCandidate } from '../candidates/amounts.ts'
import type { RateCandidate } from '../candidates/rates.ts'

/** A printed row in which base × rate = tax. Cents, and hundredths of a percent. */
export type BreakdownRow = { rate: RateCandidate; base: number; tax: number }

/** Cents that rounding may take. */
const tolerance = 2
// No row of a breakdown holds as many; every two of them are tried with every rate.
const mostBeside = 16

/** For each rate, the first row that holds a base and the tax on it. */
export function findBreakdown(amounts: AmountCandidate[], rates: RateCandidate[]): BreakdownRow[] {
  const amountsOf = Map.groupBy(amounts, ({ span }) => span.row)
  const rows = new Map<number, BreakdownRow>()
  for (const rate of rates) {
    if (rows.has(rate.basisPoints)) continue
    const pair = agreeing(beside(rate, amountsOf.get(rate.span.row) ?? []), rate.basisPoints)
    if (pair) rows.set(rate.basisPoints, { rate, ...pair })
  }
  return [...rows.values()]
}

/** The amounts of the rate's row, but for the rate itself, that are nearest to it. */
function beside({ span: { segment, start, box } }: RateCandidate, ofRow: AmountCandidate[]) {
  const others = ofRow.filter(({ span }) => span.segment !== segment || span.start !== start)
  if (others.length <= mostBeside) return others
  const distance = ({ span }: AmountCandidate) => Math.abs(span.box.x - box.x)
  return others.toSorted((a, b) => distance(a) - distance(b)).slice(0, mostBeside)
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
