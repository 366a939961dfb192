import { largest, smallest } from '../extremes.ts'
import { right } from '../geometry.ts'
import type { Row } from '../lines.ts'
import type { DecimalMark } from '../parse/amount.ts'
import { isProduct } from './cells.ts'
import type { Column } from './heads.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A row that multiplies: its words, and the numbers behind them of which two make the last. */
type Multiplying = { row: Row; names: Token[]; numbers: Token[] }

const leastRows = 2
// More rows and more numbers in one tell no more.
const mostRows = 30
const mostNumbers = 8

/**
 * The columns of a table whose heads were not understood, by the rows in which one number times another is the last; undefined
 * where fewer than two are.
 */
export function inferTable(
  rows: Row[],
  mark: DecimalMark | undefined,
): { columns: Column[]; rows: Row[] } | undefined {
  const multiplying = rows.flatMap((row) => multiply(row, mark) ?? [])
  const [first] = multiplying
  if (!first || multiplying.length < leastRows) return undefined
  const shown = multiplying.slice(0, mostRows)
  const names = shown.flatMap((one) => one.names)
  const numbers = shown.flatMap((one) => one.numbers)
  return {
    columns: [
      columnOf('description', names),
      ...numbers.map((token) => columnOf('other', [token])),
    ],
    rows: rows.slice(rows.indexOf(first.row)),
  }
}

function multiply(row: Row, mark: DecimalMark | undefined): Multiplying | undefined {
  const tokens = tokensOf(row, mark)
  const start = tokens.findLastIndex(({ text, number }) => !number && /\p{L}{3}/u.test(text)) + 1
  const names = tokens.slice(0, start)
  const numbers = tokens.slice(start).filter(({ number }) => number && number.unit !== '%')
  const amount = numbers.at(-1)?.number
  if (names.length === 0 || numbers.length > mostNumbers) return undefined
  if (amount?.decimals !== 2 || amount.value === 0) return undefined
  const factors = numbers.slice(0, -1).flatMap(({ number }) => number?.value ?? [])
  const isMade = factors.some((quantity, index) =>
    factors.slice(index + 1).some((price) => isProduct(quantity, price, amount.value)),
  )
  return isMade ? { row, names, numbers } : undefined
}

function columnOf(kind: Column['kind'], tokens: Token[]): Column {
  return {
    kind,
    left: smallest(tokens.map(({ box }) => box.x)),
    right: largest(tokens.map(({ box }) => right(box))),
    text: '',
    words: [],
    letters: 0,
  }
}
