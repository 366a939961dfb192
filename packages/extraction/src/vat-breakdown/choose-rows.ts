import { rounding, type Sums, type TaxRow } from './tax-row.ts'

// A document has few rates, and reading its rows has an end.
const mostRates = 5
const mostReadings = 12

type Choice = { isComplete: boolean }

/**
 * At most one row of each rate, together the whole tax and the whole net or, when not complete, a part of it: the rest is free
 * of tax. Undefined when no rows are.
 */
export function chooseRows(
  rows: TaxRow[],
  { net, tax }: Sums,
  { isComplete }: Choice,
): TaxRow[] | undefined {
  if (!isComplete && tax === 0) return undefined
  const options = [...Map.groupBy(rows, ({ basisPoints }) => basisPoints).values()]
    .map((same) => distinct(same).slice(0, mostReadings))
    .slice(0, mostRates)
  const chosen = search({ net: Math.abs(net), tax: Math.abs(tax) }, options, isComplete)
  return chosen && chosen.length > 0 ? chosen : undefined
}

function distinct(rows: TaxRow[]): TaxRow[] {
  return [...new Map(rows.map((row) => [`${row.base} ${row.tax}`, row])).values()]
}

function search(left: Sums, options: TaxRow[][], isComplete: boolean): TaxRow[] | undefined {
  if (isDone(left, isComplete)) return []
  const [rows, ...others] = options
  if (!rows || left.net < -rounding || left.tax < -rounding) return undefined
  for (const row of rows) {
    const rest = { net: left.net - Math.abs(row.base), tax: left.tax - Math.abs(row.tax) }
    const more = search(rest, others, isComplete)
    if (more) return [row, ...more]
  }
  return search(left, others, isComplete)
}

function isDone({ net, tax }: Sums, isComplete: boolean): boolean {
  const isTaxed = Math.abs(tax) <= rounding
  return isTaxed && (isComplete ? Math.abs(net) <= rounding : net > rounding)
}
