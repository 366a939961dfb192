import type { LineItem } from '@invoice-ml/contracts'
import type { Row } from '../lines.ts'
import type { DecimalMark } from '../parse/amount.ts'
import { alignNumbers } from './align.ts'
import { numbersIn } from './cells.ts'
import { type Column, readHeads } from './heads.ts'
import { inferTable } from './infer-table.ts'
import { groupRows, isOfCaption, isPriced, isWithoutPrice, useOf } from './items.ts'
import { measureRoom } from './paragraphs.ts'
import { type PlacedRow, placeRow } from './place.ts'
import { readItem } from './read-item.ts'
import { type Roles, solveRoles } from './roles.ts'
import { totalKind } from './total-rows.ts'

/** The heads of a table of goods, and the rows down to the next heads. */
type Table = { columns: Column[]; rows: Row[] }

export type TableContext = {
  mark: DecimalMark | undefined
  /** The row of the document's total, where goods end at the latest. */
  stopRow: number | undefined
  /** What the items may add up to. */
  targets: number[]
}

/** The items of every table of goods; a table without heads on the next page goes on with the columns before. */
export function readTables(rows: Row[], context: TableContext): LineItem[] {
  return findTables(rows).flatMap((table) => readTable(table, context))
}

/** The items of a table whose heads were not understood: the rows that multiply say where its columns are. */
export function readInferredTable(rows: Row[], context: TableContext): LineItem[] {
  const table = inferTable(rows, context.mark)
  return table ? readTable(table, context) : []
}

function findTables(rows: Row[]): Table[] {
  const tables: Table[] = []
  let table: Table | undefined
  for (let index = 0; index < rows.length; index++) {
    const [row, heads] = [rows[index], readHeads(rows, index)]
    if (heads) {
      table = heads.isOfTaxes ? undefined : { columns: heads.columns, rows: [] }
      if (table) tables.push(table)
      index = heads.lastRow
    } else if (row) table?.rows.push(row)
  }
  return tables
}

function readTable({ columns, rows }: Table, { mark, stopRow, targets }: TableContext): LineItem[] {
  const placed = rows.map((row) => placeRow(row, columns, mark))
  const goods = placed.slice(0, firstTotal(placed)).filter((row) => !isSum(row))
  const roles = solveRoles(goods, alignNumbers(placed, columns, goods), targets)
  const drafts = groupRows(usedRows(placed, roles, stopRow), roles)
  const anchors = drafts.map(({ anchor }) => anchor)
  const quantities = anchors.flatMap((anchor) => numbersIn(anchor, roles.quantity).slice(0, 1))
  const manner = {
    room: measureRoom(anchors, roles),
    quantityDecimals: new Set(quantities.map(({ number }) => number?.decimals ?? 0)),
  }
  return drafts.flatMap((draft) => readItem(draft, roles, manner) ?? [])
}

function firstTotal(placed: PlacedRow[]): number {
  const index = placed.findIndex((row) => totalKind(textsOf(row), false) === 'final')
  return index <= 0 ? placed.length : index
}

/** Whether a row sums up, by its words alone: sums stand right of other text, or have nothing but an amount. */
function isSum(row: PlacedRow): boolean {
  const [first, ...others] = textsOf(row)
  if (others.some((text) => /\p{L}{2}/u.test(text) && totalKind([text], true))) return true
  const numbers = [...row.cells.values()].flat().filter(({ number }) => number)
  return first !== undefined && numbers.length < 2 && totalKind([first], true) !== undefined
}

/** The rows down to the totals, each with its use. */
function usedRows(placed: PlacedRow[], roles: Roles, stopRow: number | undefined) {
  const used: Parameters<typeof groupRows>[0] = []
  let isInterrupted = false
  for (const row of placed) {
    const isItem = isPriced(row, roles)
    const total = isItem ? undefined : kindOfTotal(row, roles)
    // The totals are over; only heads on a later page open the table again.
    if (total === 'final' || row.row.index === stopRow) break
    if (total === 'interim') {
      // Above the first item it is what the page before carried over.
      isInterrupted ||= used.some(({ use }) => use === 'item')
      used.push({ row, use: 'barrier' })
    } else if (!isInterrupted || isItem) {
      isInterrupted = false
      used.push({ row, use: useOf(row, roles) })
    }
  }
  return used
}

function kindOfTotal(row: PlacedRow, roles: Roles) {
  const kind = totalKind(textsOf(row), isWithoutPrice(row, roles))
  return kind ?? (isOfCaption(row, roles) ? 'interim' : undefined)
}

/** The pieces of a row that stand in the table. */
function textsOf({ cells }: PlacedRow): string[] {
  const pieces = Map.groupBy([...cells.values()].flat(), ({ segment }) => segment)
  return [...pieces.values()].map((tokens) =>
    tokens
      .sort((a, b) => a.box.x - b.box.x)
      .map(({ text }) => text)
      .join(' '),
  )
}
