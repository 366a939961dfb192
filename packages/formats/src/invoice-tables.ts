import {
  type Extraction,
  type FieldLabel,
  type FieldType,
  fieldDefinition,
  fieldLabels,
  type LineItem,
} from '@invoice-ml/contracts'
import type { Cell, CellType, Column, Row, Table } from './table.ts'

const cellTypes: Partial<Record<FieldType, CellType>> = { amount: 'number', date: 'date' }

const column = (name: string, type: CellType = 'text'): Column => ({ name, type })

const identity = [column('job_id'), column('filename')]

/** One row for each document: what it is, then every header field in the order in which people read them. */
export const invoiceTable: Table = {
  name: 'Invoices',
  columns: [
    ...identity,
    column('extracted_at', 'time'),
    column('kind'),
    column('language'),
    column('pages', 'number'),
    column('overall_confidence', 'number'),
    column('needs_review', 'boolean'),
    ...fieldLabels.map((label) => column(label, cellTypeOf(label))),
    column('review_reasons'),
    column('model_version'),
  ],
}

const lineCells = [
  column('line', 'number'),
  column('description'),
  column('quantity', 'number'),
  column('unit_price', 'number'),
  column('vat_rate', 'number'),
  column('amount', 'number'),
]

/** One row for each line item. */
export const lineTable: Table = {
  name: 'Lines',
  columns: [...identity, column('numero_facture'), ...lineCells],
}

/** One row for each tax rate of each document. */
export const vatTable: Table = {
  name: 'VAT',
  columns: [
    ...identity,
    column('numero_facture'),
    column('rate', 'number'),
    column('base', 'number'),
    column('amount', 'number'),
  ],
}

/** One row for each line item, with all that is said of its document; a document without lines has one row. */
export const joinedTable: Table = {
  name: 'Invoices',
  columns: [...invoiceTable.columns, ...lineCells.map(ofLine)],
}

/** A line and its document may both have an `amount`. */
function ofLine({ name, type }: Column): Column {
  return { name: name === 'line' ? name : `line_${name}`, type }
}

export function invoiceRow(extraction: Extraction): Row {
  return [
    extraction.job_id,
    extraction.filename,
    extraction.extracted_at,
    extraction.kind,
    extraction.language,
    String(extraction.pages),
    String(extraction.overall_confidence),
    String(extraction.needs_review),
    ...fieldLabels.map((label) => fieldCell(extraction, label)),
    extraction.review_reasons.join(' / ') || undefined,
    extraction.model_version,
  ]
}

export function lineRows(extraction: Extraction): Row[] {
  const known = identityOf(extraction)
  return extraction.lines.map((line, index) => [...known, ...cellsOf(line, index)])
}

export function vatRows(extraction: Extraction): Row[] {
  const known = identityOf(extraction)
  return extraction.vat_breakdown.map(({ rate, base, amount }) => [...known, rate, base, amount])
}

export function joinedRows(extraction: Extraction): Row[] {
  const known = invoiceRow(extraction)
  if (extraction.lines.length === 0) return [[...known, ...lineCells.map(() => undefined)]]
  return extraction.lines.map((line, index) => [...known, ...cellsOf(line, index)])
}

function identityOf(extraction: Extraction): Row {
  return [extraction.job_id, extraction.filename, fieldCell(extraction, 'numero_facture')]
}

function cellsOf({ description, quantity, unit_price, vat_rate, amount }: LineItem, index: number) {
  return [String(index + 1), description, quantity, unit_price, vat_rate, amount]
}

/** Rates are text: a document may have several of them. */
function cellTypeOf(label: FieldLabel): CellType {
  return cellTypes[fieldDefinition(label).type] ?? 'text'
}

function fieldCell({ fields }: Extraction, label: FieldLabel): Cell {
  const values = fields.filter((field) => field.label === label).map(({ value }) => value)
  if (values.length === 0) return undefined
  // The currency has a column of its own.
  if (cellTypeOf(label) === 'number') return values[0]?.split(' ')[0]
  return values.join(' / ')
}
