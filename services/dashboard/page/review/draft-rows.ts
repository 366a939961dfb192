import type { LineItem, VatBreakdownRow } from '@invoice-ml/contracts'
import { normalise, normaliseDecimal } from './normalise.ts'

export const lineColumns = ['description', 'quantity', 'unit_price', 'vat_rate', 'amount'] as const
export type LineColumn = (typeof lineColumns)[number]

export const vatColumns = ['rate', 'base', 'amount'] as const
export type VatColumn = (typeof vatColumns)[number]

/** One row of a table as a person sees and changes it: text in every column, empty where the document has nothing. */
export type DraftRow<Column extends string, Original> = Record<Column, string> & {
  key: string
  /** What was read; undefined for a row that a person has added. */
  original: Original | undefined
}

/** What was sold. */
export type DraftLine = DraftRow<LineColumn, LineItem>
/** The tax of one rate. */
export type DraftVat = DraftRow<VatColumn, VatBreakdownRow>

type Cells<Column extends string> = { [C in Column]?: string | undefined }

/** A row of what was read, or an empty one. */
export function toRow<Column extends string, Original extends Cells<Column>>(
  columns: readonly Column[],
  key: string,
  original?: Original,
): DraftRow<Column, Original> {
  const cells = Object.fromEntries(columns.map((column) => [column, original?.[column] ?? '']))
  // Every column has its cell.
  return { ...(cells as Record<Column, string>), key, original }
}

/** Whether there is anything in it: an empty row is not sent. */
export function isFilled<Column extends string>(
  columns: readonly Column[],
  row: Record<Column, string>,
): boolean {
  return columns.some((column) => row[column] !== '')
}

/** Whether a person has changed what was read, or added the row. */
export function isRowChanged<Column extends string, Original extends Cells<Column>>(
  columns: readonly Column[],
  row: DraftRow<Column, Original>,
): boolean {
  return columns.some((column) => row[column] !== (row.original?.[column] ?? ''))
}

/** Whether the rows are not those that were read. */
export function hasOtherRows<Column extends string, Original extends Cells<Column>>(
  columns: readonly Column[],
  rows: DraftRow<Column, Original>[],
  originals: Original[],
): boolean {
  return (
    rows.length !== originals.length ||
    rows.some((row, index) => row.original !== originals[index] || isRowChanged(columns, row))
  )
}

/** A line as PUT /jobs/{job_id}/corrections takes it, at the place where it was read; what was read and stays is as it was. */
export function toLine(line: DraftLine): Omit<LineItem, 'confidence'> {
  const { confidence: _confidence, ...original } = line.original ?? { confidence: 1 }
  const numbers = lineColumns
    .filter((column) => column !== 'description')
    .map((column) => [column, line[column] === '' ? undefined : numberIn(line, column)])
  return { ...original, ...Object.fromEntries(numbers), description: line.description }
}

function numberIn(line: DraftLine, column: LineColumn): string {
  const typed = line[column]
  if (typed === line.original?.[column]) return typed
  const canBeThousands =
    column === 'amount' ||
    (column === 'unit_price' && !isPriceOfAmount(normaliseDecimal(typed), line))
  return normaliseDecimal(typed, { canBeThousands })
}

/** Whether the quantity times this price is the amount, as 40 l at "1,459" are 58.36. */
function isPriceOfAmount(price: string, line: DraftLine): boolean {
  const total = Number(numberIn(line, 'quantity')) * Number(price)
  return total !== 0 && total.toFixed(2) === Number(numberIn(line, 'amount')).toFixed(2)
}

/** The tax of one rate as PUT /jobs/{job_id}/corrections takes it; what was read and stays is as it was. */
export function toVat({ original, ...row }: DraftVat): VatBreakdownRow {
  const amounts = (['base', 'amount'] as const)
    .filter((column) => row[column] !== '')
    .map((column) => [
      column,
      row[column] === original?.[column] ? row[column] : toBareAmount(row[column]),
    ])
  const rate = row.rate === original?.rate ? row.rate : normalise('rate', row.rate)
  return { rate, ...Object.fromEntries(amounts) }
}

function toBareAmount(typed: string): string {
  return normalise('amount', typed).replace(/ [A-Z]{3}$/, '')
}
