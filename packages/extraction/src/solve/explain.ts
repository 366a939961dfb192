import type { AmountCandidate } from '../candidates/amounts.ts'
import type { RateCandidate } from '../candidates/rates.ts'
import type { BreakdownRow } from './breakdown.ts'

/** Cents that rounding may take. */
const tolerance = 2
// A document has few rates, and a row few amounts.
const maxRates = 5
const maxPairs = 12

type Sums = { net: number; tax: number }

/**
 * The rows, one for each rate, whose bases add up to the net and whose taxes add up to the tax; none when the printed ones do
 * not. Of several readings of a row the one that fits the others counts.
 */
export function explainTax(
  { net, tax }: Sums,
  rates: RateCandidate[],
  amounts: AmountCandidate[],
): BreakdownRow[] {
  const byRate = Map.groupBy(rates, ({ basisPoints }) => basisPoints)
  const options = [...byRate.values()]
    .map((same) => same.flatMap((rate) => rowsAt(rate, amounts)).slice(0, maxPairs))
    .filter((rows) => rows.length > 0)
    .slice(0, maxRates)
  return complete({ net: Math.abs(net), tax: Math.abs(tax) }, options) ?? []
}

/** Every way to read base and tax beside a rate. */
function rowsAt(rate: RateCandidate, amounts: AmountCandidate[]): BreakdownRow[] {
  const { row, segment, start } = rate.span
  const beside = amounts.filter(
    ({ span }) => span.row === row && (span.segment !== segment || span.start !== start),
  )
  return beside.flatMap((base) =>
    beside
      .filter((tax) => tax !== base && fits(base.cents, tax.cents, rate.basisPoints))
      .map((tax) => ({ rate, base: Math.abs(base.cents), tax: Math.abs(tax.cents) })),
  )
}

function fits(base: number, tax: number, basisPoints: number): boolean {
  if (base === 0 || Math.abs(tax) > Math.abs(base)) return false
  return Math.abs((Math.abs(base) * basisPoints) / 10_000 - Math.abs(tax)) <= tolerance
}

/** At most one row of each rate, together what is left; undefined when nothing fits. */
function complete(left: Sums, options: BreakdownRow[][]): BreakdownRow[] | undefined {
  if (isNothing(left)) return []
  const [rows, ...others] = options
  if (!rows) return undefined
  for (const row of rows) {
    const rest = complete({ net: left.net - row.base, tax: left.tax - row.tax }, others)
    if (rest) return [row, ...rest]
  }
  return complete(left, others)
}

function isNothing({ net, tax }: Sums): boolean {
  return Math.abs(net) <= tolerance && Math.abs(tax) <= tolerance
}
