import { bottom } from '../geometry.ts'
import type { PlacedRow } from './place.ts'
import { isProduct, numbersIn, type Roles, valueIn } from './roles.ts'
import type { Token } from './tokens.ts'

/** The rows of one item: the one with its amount, and those around it that go on with it. */
export type Draft = { anchor: PlacedRow; above: PlacedRow[]; below: PlacedRow[] }

/** What a row of a table is to its items. */
export type RowUse = 'item' | 'text' | 'none'

// In heights of a line.
const farthestBelow = 1.2
const farthestAbove = 0.35

export function useOf(row: PlacedRow, roles: Roles): RowUse {
  if (isPriced(row, roles)) return 'item'
  const words = wordsOf(row, roles)
  const hasName = words.some(({ text }) => /\p{L}{2}/u.test(text))
  const isValued =
    amountOf(row, roles) !== undefined ||
    (!roles.amount && valueIn(row, roles.unitPrice) !== undefined)
  if (isValued && hasName) return 'item'
  const hasNumbers =
    valueIn(row, roles.quantity) !== undefined && valueIn(row, roles.unitPrice) !== undefined
  if (hasNumbers && (hasName || isValued)) return 'item'
  return hasName || numbersIn(row, roles.unitPrice).length > 0 ? 'text' : 'none'
}

/** An item beyond doubt, whatever its words: quantity × price = amount. */
export function isPriced(row: PlacedRow, roles: Roles): boolean {
  const quantity = valueIn(row, roles.quantity)
  const amount = valueIn(row, roles.amount)
  const discount = valueIn(row, roles.discount)
  if (quantity === undefined || amount === undefined) return false
  return numbersIn(row, roles.unitPrice).some(
    ({ number }) =>
      number &&
      (isProduct(quantity, number.value, amount) ||
        isProduct(quantity, number.value, amount, discount)),
  )
}

/** An amount shows decimals or a currency: what does not may be any number. */
function amountOf(row: PlacedRow, roles: Roles): number | undefined {
  const number = numbersIn(row, roles.amount).at(-1)?.number
  return number && (number.decimals > 0 || number.unit !== '') ? number.value : undefined
}

/** The words of a row that describe, left to right. */
export function wordsOf({ cells }: PlacedRow, { descriptions }: Roles): Token[] {
  return descriptions.flatMap((column) => cells.get(column) ?? [])
}

type Used = { row: PlacedRow; use: RowUse | 'barrier' }

/** Rows with amounts, each with the rows of text that stand closest to it. */
export function groupRows(rows: Used[]): Draft[] {
  const drafts: Draft[] = []
  let texts: PlacedRow[] = []
  let isOpen = false
  for (const { row, use } of rows) {
    if (use === 'text') texts.push(row)
    else if (use === 'item') {
      const draft: Draft = { anchor: row, above: [], below: [] }
      share(texts, isOpen ? drafts.at(-1) : undefined, draft)
      drafts.push(draft)
      texts = []
      isOpen = true
    } else if (use === 'barrier') {
      share(texts, isOpen ? drafts.at(-1) : undefined, undefined)
      texts = []
      isOpen = false
    }
  }
  share(texts, isOpen ? drafts.at(-1) : undefined, undefined)
  return drafts
}

/** Text between two items belongs to the one above, down to its widest gap; below that, to the next if it touches it. */
function share(texts: PlacedRow[], last: Draft | undefined, next: Draft | undefined): void {
  const rest = [...texts]
  const above: PlacedRow[] = []
  while (next) {
    const row = rest.at(-1)
    if (!row) break
    const before = rest.at(-2) ?? last?.anchor
    const gap = gapBetween(row, above[0] ?? next.anchor)
    const gapBefore = before ? gapBetween(before, row) : Number.POSITIVE_INFINITY
    if (gap > farthestAbove || gap >= gapBefore - 0.1) break
    above.unshift(row)
    rest.pop()
  }
  next?.above.push(...above)
  for (const row of rest) {
    const before = last?.below.at(-1) ?? last?.anchor
    if (!last || !before || gapBetween(before, row) > farthestBelow) break
    last.below.push(row)
  }
}

/** From the end of one row to the beginning of the next, in heights of the smaller. */
function gapBetween(upper: PlacedRow, lower: PlacedRow): number {
  if (upper.row.page !== lower.row.page) return Number.POSITIVE_INFINITY
  const height = Math.min(upper.row.box.height, lower.row.box.height)
  return (lower.row.box.y - bottom(upper.row.box)) / height
}
