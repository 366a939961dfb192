import { bottom, right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { type ColumnKind, headKind } from './head-wordings.ts'
import { parseNumber } from './numbers.ts'

/** A column of the table of goods: where its head stands, and what that says. */
export type Column = { kind: ColumnKind; left: number; right: number; text: string }

/** The heads of a table: of goods, or of taxes (which ends a table of goods). */
export type Heads = { columns: Column[]; isOfTaxes: boolean; lastRow: number }

const mostWords = 4
const reach = 3

/** The heads that begin in a row, with those printed above and below them; undefined when it holds none. */
export function readHeads(rows: Row[], index: number): Heads | undefined {
  const row = rows[index]
  if (!row || hasAmount(row)) return undefined
  const own = row.segments.flatMap(columnsIn)
  if (own.filter(isKnown).length < 2 || isSentence(row, own)) return undefined
  const { columns, lastRow } = withNeighbours(own, rows, index)
  const kinds = new Set(columns.map(({ kind }) => kind))
  const isOfTaxes = kinds.has('tax_base') && !kinds.has('quantity') && !kinds.has('unit_price')
  if (!isOfTaxes && !isOfGoods(columns, kinds)) return undefined
  return { columns: columns.sort((a, b) => a.left - b.left), isOfTaxes, lastRow }
}

function isOfGoods(columns: Column[], kinds: Set<ColumnKind>): boolean {
  const isNamed = kinds.has('description') || kinds.has('item')
  const isPriced = kinds.has('amount') || kinds.has('unit_price') || kinds.has('gross')
  if (!isPriced || (!isNamed && !kinds.has('quantity') && !kinds.has('unit_price'))) return false
  return columns.length > 2 || (isNamed && columns.length === 2)
}

function isKnown({ kind }: Column): boolean {
  return kind !== 'other'
}

function hasAmount({ segments }: Row): boolean {
  return segments.some(({ words }) =>
    words.some((word) => (parseNumber(word.text)?.decimals ?? 0) === 2),
  )
}

/** Whether most of its words are of no head. */
function isSentence(row: Row, columns: Column[]): boolean {
  const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '').length
  const known = columns.filter(isKnown).reduce((sum, { text }) => sum + letters(text), 0)
  const all = row.segments.reduce((sum, { text }) => sum + letters(text), 0)
  return known < all / 3
}

/** The heads in one piece of a row: "Qty Unit Price Total" are three; words of none go with the head before. */
function columnsIn({ words }: Segment): Column[] {
  const columns: Column[] = []
  for (let start = 0; start < words.length; ) {
    const { kind, count } = longestHead(words.map(({ text }) => text).slice(start))
    const own = words.slice(start, start + count)
    const [first, last] = [own.at(0), own.at(-1)]
    start += count
    if (!first || !last) continue
    const text = own.map((word) => word.text).join(' ')
    const before = columns.at(-1)
    if (before && (!kind || kind === before.kind)) {
      before.right = right(last.box)
      before.text += ` ${text}`
    } else columns.push({ kind: kind ?? 'other', left: first.box.x, right: right(last.box), text })
  }
  return columns
}

function longestHead(texts: string[]): { kind?: ColumnKind; count: number } {
  for (let count = Math.min(mostWords, texts.length); count > 0; count--) {
    const kind = headKind(texts.slice(0, count).join(' '))
    if (kind) return { kind, count }
  }
  return { count: 1 }
}

/** Heads of several lines: those above and below, as long as the lines stand close and hold no amounts. */
function withNeighbours(own: Column[], rows: Row[], index: number) {
  const columns = own.map((column) => ({ ...column }))
  let lastRow = index
  for (const step of [-1, 1])
    for (let distance = 1; distance <= reach; distance++) {
      const at = index + step * distance
      const [row, inner] = [rows[at], rows[at - step]]
      if (!row || !inner || !isClose(row, inner) || hasAmount(row)) break
      const isPart = row.segments.flatMap(columnsIn).filter((head) => join(head, columns, step))
      if (isPart.length === 0) break
      lastRow = Math.max(lastRow, at)
    }
  return { columns, lastRow }
}

function isClose(row: Row, inner: Row): boolean {
  const [upper, lower] = row.index < inner.index ? [row, inner] : [inner, row]
  const height = Math.min(upper.box.height, lower.box.height)
  return upper.page === lower.page && lower.box.y - bottom(upper.box) < 0.8 * height
}

/** Adds a head of another line to the column it belongs to, or as one of its own; says whether it was a head. */
function join(head: Column, columns: Column[], step: number): boolean {
  const beneath = columns.filter(({ left, right }) => head.left < right && head.right > left)
  const [column] = beneath
  if (!column) {
    if (isKnown(head)) columns.push({ ...head })
    return isKnown(head)
  }
  if (beneath.length > 1) return false
  const text = step < 0 ? `${head.text} ${column.text}` : `${column.text} ${head.text}`
  const kind = headKind(text) ?? (isKnown(column) ? stacked(column.kind, head.kind) : head.kind)
  const isPart = kind !== 'other'
  if (isPart) Object.assign(column, { kind, text })
  return isPart
}

/** Of a number and a name in one column, the name is what it is about. */
function stacked(kind: ColumnKind, other: ColumnKind): ColumnKind {
  const isName = other === 'description' || other === 'item'
  return isName && (kind === 'code' || kind === 'position') ? other : kind
}
