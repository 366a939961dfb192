import type { Column } from './heads.ts'
import type { PlacedRow } from './place.ts'
import type { Token } from './tokens.ts'

/** The numbers of a cell that are values of its column. */
export function numbersIn({ cells }: PlacedRow, column: Column | undefined): Token[] {
  if (!column) return []
  const mayBeRates = column.kind === 'tax' || column.kind === 'discount' || column.kind === 'other'
  return (cells.get(column) ?? []).filter(
    ({ number, isCaptioned }) => number && !isCaptioned && (mayBeRates || number.unit !== '%'),
  )
}

/** The first of them. */
export function valueIn(row: PlacedRow, column: Column | undefined): number | undefined {
  return numbersIn(row, column).at(0)?.number?.value
}

/** Whether quantity × price, less a discount in percent, is the amount; up to what rounding takes. */
export function isProduct(quantity: number, price: number, amount: number, discount = 0): boolean {
  const product = Math.abs(quantity * price * (1 - discount / 100))
  const rounding = Number.isInteger(quantity) ? 0 : 0.005 * Math.abs(price)
  return (
    Math.abs(product - Math.abs(amount)) <= 0.011 + Math.min(rounding, 0.001 * Math.abs(amount))
  )
}
