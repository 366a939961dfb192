import { stringify } from 'csv-stringify/sync'
import { type Cell, type Column, isNumber, type Row } from './table.ts'

export type CsvDialect = {
  separator: ',' | ';' | '\t'
  decimalMark: '.' | ','
  /** Begins with a mark of byte order, by which Excel knows UTF-8. */
  bom: boolean
}

/** The first row of a file: the names of the columns. */
export function csvHeader(columns: Column[], dialect: CsvDialect): string {
  const names = write([columns.map(({ name }) => name)], dialect)
  return dialect.bom ? `\uFEFF${names}` : names
}

/** Rows as RFC 4180 writes them: quoted where needed, each ending with CR LF. */
export function csvRows(rows: Row[], columns: Column[], dialect: CsvDialect): string {
  const cells = rows.map((row) => row.map((cell, index) => toCsv(cell, columns[index], dialect)))
  return write(cells, dialect)
}

function write(rows: string[][], { separator }: CsvDialect): string {
  return stringify(rows, { delimiter: separator, record_delimiter: '\r\n' })
}

function toCsv(cell: Cell, column: Column | undefined, { decimalMark }: CsvDialect): string {
  if (cell === undefined) return ''
  if (column?.type === 'number' && isNumber(cell)) return cell.replace('.', decimalMark)
  return isNumber(cell) ? cell : withoutFormula(cell)
}

/**
 * What a spreadsheet would take for a formula is read as text behind an apostrophe (OWASP, CSV injection): what begins with
 * = + - @, tab, CR or LF, and the wide forms of those signs.
 */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text
}
