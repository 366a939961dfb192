import type { LineItem } from '@invoice-ml/contracts'
import { formatRate } from '../candidates/rates.ts'
import { bottom, right, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Word } from '../page.ts'
import { type DecimalMark, formatCents } from '../parse/amount.ts'
import {
  formatPrice,
  formatQuantity,
  parseCell,
  parsePrice,
  parseQuantity,
  parseRateCell,
} from './cells.ts'
import { type Column, type ColumnKind, columnOf, readHeads } from './columns.ts'
import { totalKind } from './total-rows.ts'

type Cells = Partial<Record<ColumnKind, Word[]>>
type Draft = { row: Row; cells: Cells; description: Segment[] }

/** The items of every table of goods; a table without heads on the next page goes on with the columns before. */
export function readTables(
  rows: Row[],
  mark: DecimalMark | undefined,
  stopRow: number | undefined,
): LineItem[] {
  const items: LineItem[] = []
  let columns: Column[] | undefined
  let drafts: Draft[] = []
  let isInterrupted = false
  const close = () => {
    items.push(...drafts.flatMap((draft) => toLineItem(draft, mark)))
    drafts = []
  }
  for (const row of rows) {
    const heads = readHeads(row, rows[row.index + 1])
    if (heads) {
      close()
      columns = heads
      isInterrupted = false
      continue
    }
    if (!columns) continue
    const draft = readRow(row, columns)
    const isPriced = isPricedItem(draft, mark)
    const total = isPriced ? undefined : totalKind(row)
    if (total === 'final' || row.index === stopRow) {
      close()
      // The totals are over; only heads on a later page open the table again.
      columns = undefined
    } else if (total === 'interim') {
      // Above the first item it is what the page before carried over.
      isInterrupted ||= drafts.length > 0
      close()
    } else if (!isInterrupted || isPriced) {
      isInterrupted = false
      addDraft(draft, drafts, mark)
    }
  }
  close()
  return items
}

function readRow(row: Row, columns: Column[]): Draft {
  const cells: Cells = {}
  const description: Segment[] = []
  for (const segment of row.segments) {
    for (const part of partsOf(segment, columns)) {
      const kind = columnOf(part.box, columns)?.kind ?? 'other'
      if (
        kind === 'description' ||
        (kind === 'other' && /\p{L}{3}/u.test(part.text) && !/^\d/.test(part.text))
      )
        description.push(part)
      else cells[kind] = [...(cells[kind] ?? []), ...part.words]
    }
  }
  return { row, cells, description }
}

/** An item beyond doubt, whatever its words: quantity × price = amount. */
function isPricedItem({ cells }: Draft, mark: DecimalMark | undefined): boolean {
  const quantity = parseQuantity(cells.quantity, mark)
  const price = parsePrice(cells.unit_price, mark)
  const amount = parseCell(cells.amount, mark)
  return agrees(quantity, price, amount) === true
}

function agrees(quantity?: number, price?: number, amount?: number): boolean | undefined {
  if (quantity === undefined || price === undefined || amount === undefined) return undefined
  return Math.abs(quantity * price - amount) <= Math.max(2, Math.abs(amount) * 0.001)
}

function addDraft(draft: Draft, drafts: Draft[], mark: DecimalMark | undefined): void {
  const { row, cells, description } = draft
  const hasAmount = parseCell(cells.amount, mark) !== undefined
  const hasPrice = parseCell(cells.unit_price, mark) !== undefined && cells.quantity !== undefined
  const last = drafts.at(-1)
  if (hasAmount || hasPrice) drafts.push(draft)
  else if (last && description.length > 0 && isNear(row, last)) {
    // More of the description above it.
    last.description.push(...description)
    last.row = { ...last.row, box: union([last.row.box, row.box]) ?? last.row.box }
  }
}

function isNear(row: Row, { row: last }: Draft): boolean {
  const lineHeight = row.box.height
  return row.page === last.page && row.box.y - bottom(last.box) < 1.2 * lineHeight
}

/** A piece that reaches over several columns is cut where its words change column. */
function partsOf(segment: Segment, columns: Column[]): Segment[] {
  const parts: { column: Column | undefined; words: Word[] }[] = []
  for (const word of segment.words) {
    const column = columnOf(word.box, columns)
    const last = parts.at(-1)
    // A number inside a description is of it, until it stands under the head of another column.
    const isWithin = column && word.box.x < column.right && right(word.box) > column.left
    if (
      last &&
      (last.column === column ||
        (last.column?.kind === 'description' && (!isWithin || !/\d/.test(word.text))))
    )
      last.words.push(word)
    else parts.push({ column, words: [word] })
  }
  return parts.map(({ words }) => ({
    ...segment,
    words,
    text: words.map((word) => word.text).join(' '),
    box: union(words.map((word) => word.box)) ?? segment.box,
  }))
}

function toLineItem({ row, cells, description }: Draft, mark: DecimalMark | undefined): LineItem[] {
  const text = description
    .map((segment) => segment.text)
    .join(' ')
    .trim()
  const quantity = parseQuantity(cells.quantity, mark)
  const price = parsePrice(cells.unit_price, mark)
  const printed = parseCell(cells.amount, mark)
  if (text === '' && printed === undefined) return []
  const rate = parseRateCell(cells.vat_rate)
  const isRight = agrees(quantity, price, printed)
  const confidence = isRight === undefined ? 0.55 : isRight ? 0.85 : 0.4
  const recognition = Math.min(
    1,
    ...row.segments.flatMap(({ words }) => words.map((word) => word.confidence)),
  )
  return [
    {
      description: text,
      ...(quantity === undefined ? {} : { quantity: formatQuantity(quantity) }),
      ...(price === undefined ? {} : { unit_price: formatPrice(price) }),
      ...(rate === undefined ? {} : { vat_rate: formatRate(rate) }),
      ...(printed === undefined ? {} : { amount: formatCents(printed) }),
      page: row.page,
      bbox: row.box,
      confidence: Math.round(confidence * (0.5 + recognition / 2) * 100) / 100,
    },
  ]
}
