import { bottom, right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Word } from '../page.ts'
import { type ColumnKind, headKind } from './head-wordings.ts'
import { parseNumber } from './numbers.ts'

/** A column of the table of goods: where its head stands, and what that says. */
export type Column = {
  kind: ColumnKind
  left: number
  right: number
  text: string
  /** Those of its first line. */
  words: Word[]
  /** Letters of its words that are a known head. */
  letters: number
  /** Whether the number of an article stands above its name, as their heads do. */
  isStacked?: boolean
}

/** The heads of a table: of goods, or of taxes (which ends a table of goods). */
export type Heads = { columns: Column[]; isOfTaxes: boolean; lastRow: number }

const mostWords = 4
const reach = 3
// Between the words of one head, in widths of a character.
const widestSpace = 1.3

/** The heads that begin in a row, with those printed above and below them; undefined when it holds none. */
export function readHeads(rows: Row[], index: number): Heads | undefined {
  const row = rows[index]
  if (!row) return undefined
  const own = row.segments.flatMap(columnsIn)
  if (own.filter(isKnown).length < 2 || isSentence(row, own)) return undefined
  const { columns, lastRow } = withNeighbours(own, rows, index)
  const kinds = new Set(columns.map(({ kind }) => kind))
  const isOfTaxes = kinds.has('tax_base') && !kinds.has('quantity') && !kinds.has('unit_price')
  if (!isOfTaxes && (hasAmount(row) || !isOfGoods(columns, kinds))) return undefined
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
  const known = columns.reduce((sum, { letters }) => sum + letters, 0)
  const all = row.segments.reduce((sum, { text }) => sum + countLetters(text), 0)
  return known < 0.4 * all
}

function countLetters(text: string): number {
  return text.replaceAll(/[^\p{L}]/gu, '').length
}

/** The heads in one piece of a row: "Qty Unit Price Total" are three; words of none go with the head before. */
function columnsIn({ words }: Segment): Column[] {
  return splitAtGaps(words).flatMap(columnsOf)
}

/** Words of one head stand as close as in a sentence; those of narrow columns a little farther apart. */
function splitAtGaps(words: Word[]): Word[][] {
  const groups: Word[][] = []
  for (const word of words) {
    const last = groups.at(-1)?.at(-1)
    const gap = last ? word.box.x - right(last.box) : Number.POSITIVE_INFINITY
    if (last && gap < widestSpace * characterWidth([last, word])) groups.at(-1)?.push(word)
    else groups.push([word])
  }
  return groups
}

function characterWidth(words: Word[]): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0)
  return words.reduce((sum, { box }) => sum + box.width, 0) / characters
}

function columnsOf(words: Word[]): Column[] {
  const columns: Column[] = []
  for (let start = 0; start < words.length; ) {
    const { kind, count } = longestHead(words.slice(start, start + mostWords))
    const own = words.slice(start, start + count)
    const [first, last] = [own.at(0), own.at(-1)]
    start += count
    if (!first || !last) continue
    const text = own.map((word) => word.text).join(' ')
    const before = columns.at(-1)
    if (before && (!kind || kind === before.kind)) {
      before.right = right(last.box)
      before.words.push(...own)
      before.letters += kind ? countLetters(text) : 0
      before.text += ` ${text}`
    } else {
      const letters = kind ? countLetters(text) : 0
      columns.push({
        kind: kind ?? 'other',
        left: first.box.x,
        right: right(last.box),
        text,
        words: own,
        letters,
      })
    }
  }
  return columns
}

/** The head that the first of some words are. */
function longestHead(words: Word[]): { kind?: ColumnKind; count: number } {
  const texts = words.map(({ text }) => text)
  for (let count = texts.length; count > 0; count--) {
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
      const heads = row.segments.flatMap(columnsIn)
      const parts = heads.filter((head) => join(head, columns, step))
      // A skewed page shows a head on the height of the first item.
      if (parts.length === 0 || !isHeadLine(row, heads)) break
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
  const whole = headKind(text)
  if (!whole && !isKnown(head)) return /^[^\d]{1,12}$/.test(head.text)
  const kind = whole ?? (isKnown(column) ? stacked(column.kind, head.kind) : head.kind)
  const isStacked = column.isStacked || (column.kind === 'code' && kind === 'description')
  Object.assign(column, { kind, text, isStacked })
  return true
}

/** Whether a line above or below holds nothing but heads, or what goes with them: "(EUR)". */
function isHeadLine({ segments }: Row, heads: Column[]): boolean {
  return heads.some(isKnown) || segments.every(({ text }) => /^\(.*\)$/.test(text))
    ? segments.every(({ text }) => !/\d/.test(text))
    : false
}

/** Of a number and a name in one column, the name is what it is about. */
function stacked(kind: ColumnKind, other: ColumnKind): ColumnKind {
  const isName = other === 'description' || other === 'item'
  return isName && (kind === 'code' || kind === 'position') ? other : kind
}
