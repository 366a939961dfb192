import { smallest } from '../extremes.ts'
import { right, union } from '../geometry.ts'
import type { Row } from '../lines.ts'
import type { Box } from '../page.ts'
import type { DecimalMark } from '../parse/amount.ts'
import type { Column } from './heads.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A row below the heads, and what stands in each column. */
export type PlacedRow = {
  row: Row
  cells: Map<Column, Token[]>
  /** Around what stands in the table. */
  box: Box
}

/** Puts each number and word of a row into its column. What stands left of the whole table is left out. */
export function placeRow(row: Row, columns: Column[], mark: DecimalMark | undefined): PlacedRow {
  const cells = new Map<Column, Token[]>()
  const leftmost = smallest(columns.map(({ left }) => left))
  let before: { token: Token; column: Column } | undefined
  for (const token of tokensOf(row, mark)) {
    if (right(token.box) < leftmost) continue
    const previous = before?.token.segment === token.segment ? before.column : undefined
    const column = columnOf(token, columns, previous)
    if (!column) continue
    const isInWords =
      previous !== undefined && goesOnWith(token, column === previous, before?.token)
    const placed = { ...token, isCaptioned: token.isCaptioned || isInWords }
    cells.set(column, [...(cells.get(column) ?? []), placed])
    before = { token, column }
  }
  const boxes = [...cells.values()].flat().map((token) => token.box)
  return { row, cells, box: union(boxes) ?? row.box }
}

/** Whether a number is part of the words before it: "January 31", "5 % of 100.00". */
function goesOnWith(token: Token, isSameColumn: boolean, before: Token | undefined): boolean {
  if (!before || token.number?.unit === '%') return false
  return preposition.test(before.text) || (isSameColumn && /\p{L}{2}/u.test(before.text))
}

// "5 % of 100.00": the base of a reduction is no quantity.
const preposition = /^(sur|von|of|on|auf|de|di|su|van|over|sobre)$/i

/** The column that a token stands in: what goes on with a description stays in it until a number stands below another head. */
function columnOf(token: Token, columns: Column[], previous: Column | undefined) {
  const isRate = token.number?.unit === '%'
  if (previous && isOfNames(previous, columns)) {
    const nearest = nearestOf(token, columns)
    const isElsewhere = token.number && nearest !== previous && overlap(token, nearest) > 0
    const isOfRates = isRate && columns.some(holdsRates)
    if (!isElsewhere && !isOfRates) return previous
  }
  const rates = columns.filter(holdsRates)
  return nearestOf(token, isRate && rates.length > 0 ? rates : columns)
}

/** Where articles have names, their column holds numbers. */
function isOfNames({ kind }: Column, columns: Column[]): boolean {
  if (kind === 'description') return true
  return kind === 'item' && !columns.some((column) => column.kind === 'description')
}

function holdsRates({ kind }: Column): boolean {
  return kind === 'tax' || kind === 'discount'
}

function nearestOf(token: Token, columns: Column[]): Column | undefined {
  let best: Column | undefined
  for (const column of columns)
    if (!best || overlap(token, column) > overlap(token, best)) best = column
  return best
}

/** Length that they share, below 0 how far they are apart. */
function overlap({ box }: Token, column: Column | undefined): number {
  if (!column) return Number.NEGATIVE_INFINITY
  return Math.min(right(box), column.right) - Math.max(box.x, column.left)
}
