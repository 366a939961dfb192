import { numbersIn } from './cells.ts'
import type { Column } from './heads.ts'
import type { PlacedRow } from './place.ts'
import { solveProduct } from './solve-product.ts'

/** Which column of a table holds what. */
export type Roles = {
  descriptions: Column[]
  quantity?: Column
  unitPrice?: Column
  amount?: Column
  rate?: Column
  discount?: Column
}

const highestRate = 30

/**
 * Which column holds what, at the highest score of all: heads and the look of the numbers speak for a role, rows in which
 * quantity × price (less a discount) = amount more so, and amounts that add up to a total of the document.
 */
export function solveRoles(rows: PlacedRow[], columns: Column[], targets: number[]): Roles {
  const product = solveProduct(rows, columns, targets)
  const taken = new Set(Object.values(product))
  const free = columns.filter((column) => !taken.has(column))
  const rate = mostOf(free.filter(mayHoldRates), (column) => countRates(rows, column))
  return {
    ...product,
    ...(rate && rate !== product.discount ? { rate } : {}),
    descriptions: descriptionColumns(rows, free),
  }
}

function mayHoldRates({ kind }: Column): boolean {
  return kind === 'tax' || kind === 'other'
}

function countRates(rows: PlacedRow[], column: Column): number {
  const cells = rows.map((row) => numbersIn(row, column).at(0)?.number)
  const rates = cells.filter((number) => {
    if (!number || number.value > highestRate || number.value < 0) return false
    return number.unit === '%' || (column.kind === 'tax' && number.unit === '')
  })
  // A column of amounts has small ones too.
  return rates.length * 2 >= cells.filter((number) => number).length ? rates.length : 0
}

/** What is named so; else names in the column of articles; else the column with most letters. */
function descriptionColumns(rows: PlacedRow[], columns: Column[]): Column[] {
  const named = columns.filter(({ kind }) => kind === 'description')
  if (named.length > 0) return named
  const items = columns.filter(({ kind }) => kind === 'item')
  if (items.length > 0) return items
  const wordiest = mostOf(columns, (column) => countLetters(rows, column))
  return wordiest ? [wordiest] : []
}

function countLetters(rows: PlacedRow[], column: Column): number {
  const tokens = rows.flatMap(({ cells }) => cells.get(column) ?? [])
  return tokens.reduce((sum, { text }) => sum + text.replaceAll(/[^\p{L}]/gu, '').length, 0)
}

function mostOf(columns: Column[], count: (column: Column) => number): Column | undefined {
  const counted = columns.map((column) => ({ column, count: count(column) }))
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a), {
    column: undefined,
    count: 0,
  } as {
    column: Column | undefined
    count: number
  })
  return best.column
}
