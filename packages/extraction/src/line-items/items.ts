import { largest, smallest } from '../extremes.ts'
import { bottom, union } from '../geometry.ts'
import { normalise } from '../parse/text.ts'
import { isProduct, numbersIn, valueIn } from './cells.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'
import type { Token } from './tokens.ts'

/** The rows of one item: the one with its amount, and those around it that go on with it. */
export type Draft = { anchor: PlacedRow; above: PlacedRow[]; below: PlacedRow[] }

/** What a row of a table is to its items. */
export type RowUse = 'item' | 'text' | 'none'

// What a whole document is charged or spared.
const ofDocument =
  /^(abzgl|zzgl|remise|rabais|escompte|rabatt|nachlass|discount|descuento|sconto|korting|charge|frais|port\b|versand|fracht|shipping|freight|postage|delivery|livraison|gastos|spese|verzend)/
// In heights of a line.
const farthestBelow = 1.2
const farthestAbove = 0.35
const farthestName = 3

export function useOf(row: PlacedRow, roles: Roles): RowUse {
  if (isPriced(row, roles)) return 'item'
  const words = wordsOf(row, roles)
  const hasName = words.some(({ text }) => /\p{L}{2}/u.test(text))
  const amount = amountOf(row, roles)
  const hasQuantity = valueIn(row, roles.quantity) !== undefined
  const hasPrice = valueIn(row, roles.unitPrice) !== undefined
  const name = words.map(({ text }) => text).join(' ')
  if (amount !== undefined && amount < 0 && !hasName && isWithoutPrice(row, roles)) return 'text'
  if (!(hasQuantity && hasPrice) && roles.unitPrice && ofDocument.test(normalise(name)))
    return 'none'
  const isValued = amount !== undefined || (!roles.amount && hasPrice)
  if (isValued && (hasName || (hasQuantity && hasPrice))) return 'item'
  // The amount may be lost; a caption's numbers are no item.
  if (hasQuantity && hasPrice && hasName && !/:(\s|$)/.test(name)) return 'item'
  return hasName || hasPrice ? 'text' : 'none'
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

/** Whether a row lacks the quantity and the price that its table has columns for. */
export function isWithoutPrice(row: PlacedRow, roles: Roles): boolean {
  if (!roles.quantity || !roles.unitPrice) return false
  return valueIn(row, roles.quantity) === undefined && valueIn(row, roles.unitPrice) === undefined
}

/** Whether the amount of a row has a caption of its own behind what stands below the names, as totals beside other text have. */
export function isOfCaption(row: PlacedRow, roles: Roles): boolean {
  const amount = numbersIn(row, roles.amount).at(-1)
  const factors = [roles.quantity, roles.unitPrice].map((column) => valueIn(row, column))
  if (!amount || factors.some((value) => value !== undefined)) return false
  const names = new Set(wordsOf(row, roles).map(({ segment }) => segment))
  const last = largest([-1, ...[...names].filter((segment) => segment < amount.segment)])
  const first = smallest(names)
  const between = [...row.cells.values()]
    .flat()
    .filter(({ segment }) => segment < amount.segment && segment >= Math.max(last, first + 1))
  return between.some(({ text, number }) => !number && /\p{L}{4}/u.test(text))
}

type Used = { row: PlacedRow; use: RowUse | 'barrier' }
type Between = { texts: PlacedRow[]; last: Draft | undefined; next?: Draft; roles: Roles }

/** Rows with amounts, each with the rows of text that stand closest to it. */
export function groupRows(rows: Used[], roles: Roles): Draft[] {
  const drafts: Draft[] = []
  let texts: PlacedRow[] = []
  let isOpen = false
  for (const { row, use } of rows) {
    if (use === 'text') texts.push(row)
    else if (use === 'item') {
      const draft: Draft = { anchor: row, above: [], below: [] }
      share({ texts, last: isOpen ? drafts.at(-1) : undefined, next: draft, roles })
      drafts.push(draft)
      texts = []
      isOpen = true
    } else if (use === 'barrier') {
      share({ texts, last: isOpen ? drafts.at(-1) : undefined, roles })
      texts = []
      isOpen = false
    }
  }
  share({ texts, last: isOpen ? drafts.at(-1) : undefined, roles })
  return drafts
}

/** Text between two items belongs to the one above, down to its widest gap; below that, to the next if it touches it. */
function share({ texts, last, next, roles }: Between): void {
  const rest = [...texts]
  const above: PlacedRow[] = []
  while (next) {
    const row = rest.at(-1)
    if (!row) break
    const before = rest.at(-2) ?? last?.anchor
    const gap = gapBetween(row, above[0] ?? next.anchor, roles)
    const gapBefore = before ? gapBetween(before, row, roles) : Number.POSITIVE_INFINITY
    // On a skewed page names stand a little above their amounts: an item without a name takes the nearest.
    const isNameless = above.length === 0 && wordsOf(next.anchor, roles).length === 0
    const isNearer = gap <= farthestAbove && gap < gapBefore - 0.1
    if (!isNearer && !(isNameless && gap <= farthestName)) break
    above.unshift(row)
    rest.pop()
  }
  next?.above.push(...above)
  for (const row of rest) {
    const before = last?.below.at(-1) ?? last?.anchor
    if (!last || !before || gapBetween(before, row, roles) > farthestBelow) break
    last.below.push(row)
  }
}

/** From the end of one row's words to the beginning of the next one's, in heights of the smaller. */
function gapBetween(upper: PlacedRow, lower: PlacedRow, roles: Roles): number {
  if (upper.row.page !== lower.row.page) return Number.POSITIVE_INFINITY
  // Words compare with words: on a skewed page, what stands right of them stands higher or lower.
  const names = [upper, lower].map((row) => union(wordsOf(row, roles).map(({ box }) => box)))
  const [above = upper.box, below = lower.box] = names.every((box) => box) ? names : []
  const height = Math.min(above.height, below.height)
  return (below.y - bottom(above)) / height
}
