import { right } from '../geometry.ts'
import type { Row } from '../lines.ts'
import type { DecimalMark } from '../parse/amount.ts'
import type { Column } from './heads.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A row below the heads, and what stands in each column. */
export type PlacedRow = { row: Row; cells: Map<Column, Token[]> }

const names = new Set(['description', 'item'])

/** Puts each number and word of a row into its column. What stands left of the whole table is left out. */
export function placeRow(row: Row, columns: Column[], mark: DecimalMark | undefined): PlacedRow {
  const cells = new Map<Column, Token[]>()
  const leftmost = Math.min(...columns.map(({ left }) => left))
  let before: { token: Token; column: Column } | undefined
  for (const token of tokensOf(row, mark)) {
    if (right(token.box) < leftmost) continue
    const previous = before?.token.segment === token.segment ? before.column : undefined
    const column = columnOf(token, columns, previous)
    if (!column) continue
    cells.set(column, [...(cells.get(column) ?? []), token])
    before = { token, column }
  }
  return { row, cells }
}

/** The column that a token stands in: what goes on with a description stays in it until a number stands below another head. */
function columnOf(token: Token, columns: Column[], previous: Column | undefined) {
  const isRate = token.number?.unit === '%'
  if (previous && names.has(previous.kind)) {
    const nearest = nearestOf(token, columns)
    const isElsewhere = token.number && nearest !== previous && overlap(token, nearest) > 0
    const isOfRates = isRate && columns.some(holdsRates)
    if (!isElsewhere && !isOfRates) return previous
  }
  const rates = columns.filter(holdsRates)
  return nearestOf(token, isRate && rates.length > 0 ? rates : columns)
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
