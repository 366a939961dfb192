import { Readable } from 'node:stream'
import type { Extraction } from '@invoice-ml/contracts'
import { createArchive } from './archive.ts'
import { type CsvDialect, csvHeader, csvRows } from './csv.ts'
import {
  invoiceRow,
  invoiceTable,
  joinedRows,
  joinedTable,
  lineRows,
  lineTable,
  vatRows,
  vatTable,
} from './invoice-tables.ts'
import type { NewSpool, Spool } from './spool.ts'
import type { Row, Table } from './table.ts'
import { type Sheet, writeWorkbook } from './workbook.ts'

/** Extractions in parts, as they come out of the database: each part is written before the next is asked for. */
export type Extractions = AsyncIterable<Extraction[]>

/** One CSV: a row for each document, or for each of its lines. */
export function exportCsv(
  extractions: Extractions,
  lines: 'joined' | 'none',
  dialect: CsvDialect,
): Readable {
  const [table, rowsOf]: [Table, RowsOf] =
    lines === 'joined' ? [joinedTable, joinedRows] : [invoiceTable, onlyRow]
  return Readable.from(csvText(table, eachPart(extractions, rowsOf), dialect), {
    objectMode: false,
  })
}

/** A ZIP of invoices.csv and lines.csv. */
export function exportCsvFiles(
  extractions: Extractions,
  dialect: CsvDialect,
  newSpool: NewSpool,
): Readable {
  const lines = newSpool()
  const invoices = eachPart(extractions, onlyRow, [[lines, lineRows]])
  return createArchive(async ({ add }) => {
    await add('invoices.csv', csvText(invoiceTable, invoices, dialect))
    await add('lines.csv', csvText(lineTable, lines.read(), dialect))
  })
}

/** A workbook with the sheets Invoices, Lines and VAT. */
export function exportWorkbook(extractions: Extractions, newSpool: NewSpool): Readable {
  const [lines, vat] = [newSpool(), newSpool()]
  const invoices = eachPart(extractions, onlyRow, [
    [lines, lineRows],
    [vat, vatRows],
  ])
  async function* sheets(): AsyncGenerator<Sheet> {
    yield { table: invoiceTable, rows: invoices }
    yield { table: lineTable, rows: lines.read() }
    yield { table: vatTable, rows: vat.read() }
  }
  return createArchive((archive) => writeWorkbook(archive, sheets()))
}

type RowsOf = (extraction: Extraction) => Row[]

const onlyRow: RowsOf = (extraction) => [invoiceRow(extraction)]

/** The rows of the first table. Those of the others are put aside meanwhile, so that each document is read once. */
async function* eachPart(
  extractions: Extractions,
  rowsOf: RowsOf,
  aside: [Spool, RowsOf][] = [],
): AsyncGenerator<Row[]> {
  for await (const part of extractions) {
    for (const [spool, otherRowsOf] of aside) await spool.write(part.flatMap(otherRowsOf))
    yield part.flatMap(rowsOf)
  }
}

// Others have their turn in between.
const rowsAtOnce = 100

async function* csvText(
  { columns }: Table,
  parts: AsyncIterable<Row[]>,
  dialect: CsvDialect,
): AsyncGenerator<string> {
  yield csvHeader(columns, dialect)
  for await (const rows of parts)
    for (let start = 0; start < rows.length; start += rowsAtOnce)
      yield csvRows(rows.slice(start, start + rowsAtOnce), columns, dialect)
}
