import { type Draft, money } from './draft.ts'
import { formatQuantity, formatRate, symbolOf } from './format.ts'
import type { Item } from './items.ts'
import type { Column } from './layout.ts'

/** How the table meets the ends of pages. */
export type Paging = {
  /** Lowest point of a page's table. */
  bottom: number
  /** Begins a new page and says where its content starts. */
  turn: () => number
}

const widths: Record<Column, number> = {
  position: 4,
  reference: 10,
  description: 0,
  quantity: 7,
  unit: 6,
  unitPrice: 11,
  lineDiscount: 8,
  vatRate: 8,
  amount: 13,
  amountGross: 13,
}
const numeric: Column[] = [
  'quantity',
  'unitPrice',
  'lineDiscount',
  'vatRate',
  'amount',
  'amountGross',
]

type Cell = { column: Column; x: number; width: number }

/** Draws the items from `top` over as many pages as they need; the body on each page is one `lignes`. Where it ends is returned. */
export function drawItems(draft: Draft, top: number, paging: Paging): number {
  const { sheet, layout, invoice } = draft
  const cells = placeColumns(draft)
  const rowGap = layout.table.padding
  let bodyTop = drawHeader(draft, cells, top)
  let y = bodyTop
  let sum = 0
  const endBody = (bottom: number) => finishBody(draft, cells, bodyTop, bottom)
  invoice.items.forEach((item, index) => {
    const height = rowHeight(draft, cells, item)
    if (y + height > paging.bottom - 2 * sheet.lineHeight() && y > bodyTop) {
      markBody(draft, bodyTop, y)
      endBody(y)
      carry(draft, layout.say.carriedForward, sum, y + 2)
      y = paging.turn()
      bodyTop = drawHeader(draft, cells, y)
      y = carry(draft, layout.say.broughtForward, sum, bodyTop + 2)
      bodyTop = y
    }
    if (layout.table.zebra && index % 2 === 1)
      sheet.rect({ x: sheet.left, y, width: sheet.room, height }, { fill: layout.tint })
    drawRow(draft, cells, item, { y: y + rowGap / 2, index })
    y += height
    sum += item.amountCents
    if (layout.table.rules === 'rows' || layout.table.rules === 'grid')
      sheet.line(sheet.left, y, sheet.left + sheet.room, y, { color: '#999', lineWidth: 0.4 })
  })
  markBody(draft, bodyTop, y)
  if (layout.table.stretch && paging.bottom - y > 260) y += 90
  endBody(y)
  return y
}

function placeColumns({ sheet, layout }: Draft): Cell[] {
  const room = sheet.room
  const { columns } = layout.table
  const fixed = columns.reduce((total, column) => total + widths[column], 0)
  let x = sheet.left
  return columns.map((column) => {
    const width = (room * (column === 'description' ? 100 - fixed : widths[column])) / 100
    const cell = { column, x, width }
    x += width
    return cell
  })
}

function drawHeader(draft: Draft, cells: Cell[], y: number): number {
  const { sheet, layout, invoice } = draft
  const { header, upperCase } = layout.table
  const height = sheet.lineHeight() + 6
  const box = { x: sheet.left, y, width: sheet.room, height }
  if (header === 'fill') sheet.rect(box, { fill: layout.accent })
  if (header === 'grey') sheet.rect(box, { fill: '#dddddd' })
  if (header === 'frame') sheet.rect(box, { stroke: '#333' })
  if (header === 'rule')
    sheet.line(box.x, y + height, box.x + box.width, y + height, {
      color: layout.accent,
      lineWidth: 1.2,
    })
  for (const { column, x, width } of cells) {
    const words = column === 'position' ? 'Pos.' : layout.say[column]
    const withCurrency =
      column === 'amount' && layout.variant('header', 6) === 0
        ? `${words} (${symbolOf(invoice.currency)})`
        : words
    const text = upperCase ? withCurrency.toUpperCase() : withCurrency
    const size = Math.min(
      sheet.size,
      (sheet.size * (width - 4)) / sheet.widthOf(text, sheet.size, 'bold'),
    )
    sheet.text(text, {
      x: x + 2,
      y: y + 3,
      width: width - 4,
      size,
      align: numeric.includes(column) ? 'right' : 'left',
      weight: 'bold',
      color: header === 'fill' ? '#fff' : '#000',
    })
  }
  return y + height
}

function description(
  draft: Draft,
  cells: Cell[],
  item: Item,
): { lines: string[]; small: string[] } {
  const cell = cells.find(({ column }) => column === 'description')
  const room = (cell?.width ?? 200) - 4
  return {
    lines: draft.sheet.wrap(item.description, room),
    small: item.detail
      ? draft.sheet.wrap(item.detail, room, draft.sheet.size * 0.85).slice(0, 2)
      : [],
  }
}

function rowHeight(draft: Draft, cells: Cell[], item: Item): number {
  const { lines, small } = description(draft, cells, item)
  return (
    lines.length * draft.sheet.lineHeight() +
    small.length * draft.sheet.lineHeight(draft.sheet.size * 0.85) +
    draft.layout.table.padding
  )
}

function drawRow(
  draft: Draft,
  cells: Cell[],
  item: Item,
  place: { y: number; index: number },
): void {
  const { sheet } = draft
  for (const { column, x, width } of cells) {
    const at = { x: x + 2, width: width - 4 }
    if (column === 'description') {
      const { lines, small } = description(draft, cells, item)
      let y = place.y
      for (const line of lines) y = sheet.text(line, { ...at, y })
      for (const line of small)
        y = sheet.text(line, { ...at, y, size: sheet.size * 0.85, color: '#555' })
    } else {
      const text = cellText(draft, column, item, place.index)
      const wide = sheet.widthOf(text)
      sheet.text(text, {
        ...at,
        y: place.y,
        size: wide > at.width ? (sheet.size * at.width) / wide : sheet.size,
        align: numeric.includes(column) ? 'right' : 'left',
      })
    }
  }
}

function cellText(draft: Draft, column: Column, item: Item, index: number): string {
  const { layout } = draft
  const gross = Math.round((item.amountCents * (10_000 + item.rateHundredths)) / 10_000)
  const rate = {
    fixed: layout.variant('cellText', 3) === 0,
    sign: layout.table.ratesWithSign ? ('%' as const) : ('' as const),
  }
  const texts: Record<Column, () => string> = {
    position: () => String(index + 1),
    reference: () => item.reference,
    description: () => item.description,
    quantity: () =>
      formatQuantity(item.quantityThousandths, layout.money, layout.table.fixedQuantity),
    unit: () => item.unit,
    unitPrice: () => money(draft, item.unitPriceCents, true),
    lineDiscount: () =>
      item.discountPercent === 0
        ? ''
        : `${item.discountPercent}${layout.table.ratesWithSign ? ' %' : ''}`,
    vatRate: () => formatRate(item.rateHundredths, layout.money.decimal, rate),
    amount: () => money(draft, item.amountCents, true),
    amountGross: () => money(draft, gross, true),
  }
  return texts[column]()
}

/** A sum at the foot or the head of a page: no total of the document. */
function carry(draft: Draft, caption: string, cents: number, y: number): number {
  const { sheet, layout } = draft
  const width = sheet.room
  sheet.text(`${caption}${layout.colon}`, {
    x: sheet.left,
    y,
    width: width * 0.84,
    align: 'right',
    weight: 'italic',
  })
  return (
    sheet.text(money(draft, cents, true), { x: sheet.left, y, width: width - 2, align: 'right' }) +
    2
  )
}

function finishBody(draft: Draft, cells: Cell[], top: number, bottom: number): void {
  const { sheet, layout } = draft
  const { rules } = layout.table
  const box = { x: sheet.left, y: top, width: sheet.room, height: bottom - top }
  if (rules === 'grid' || rules === 'columns' || rules === 'outer')
    sheet.rect(box, { stroke: '#555', lineWidth: 0.5 })
  if (rules === 'grid' || rules === 'columns')
    for (const { x } of cells.slice(1))
      sheet.line(x, top, x, bottom, { color: '#777', lineWidth: 0.4 })
  if (rules === 'none' || rules === 'rows')
    sheet.line(box.x, bottom, box.x + box.width, bottom, { color: '#333', lineWidth: 0.8 })
}

function markBody({ sheet }: Draft, top: number, bottom: number): void {
  sheet.mark('lignes', '', { x: sheet.left, y: top, width: sheet.room, height: bottom - top })
}
