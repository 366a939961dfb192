import type { Archive } from './archive.ts'
import { isDay } from './is-day.ts'
import { type Cell, type Column, isNumber, type Row, type Table } from './table.ts'
import { xmlText } from './xml.ts'

/** A table and its rows, in parts. */
export type Sheet = { table: Table; rows: AsyncIterable<Row[]> }

// Of Excel: rows of a sheet with its header, and characters of a cell.
const maxRows = 1_048_576
const maxCellLength = 32_767

/**
 * An Office Open XML workbook (ECMA-376), written part by part, so that its size does not matter. Texts stand in their cells;
 * a table that is longer than a sheet goes on in the next.
 */
export async function writeWorkbook(archive: Archive, sheets: AsyncIterable<Sheet>): Promise<void> {
  const names: string[] = []
  for await (const { table, rows } of sheets) {
    const parts = rows[Symbol.asyncIterator]()
    let rest: Row[] | undefined = []
    for (let turn = 1; rest; turn += 1) {
      names.push(turn === 1 ? table.name : `${table.name} (${turn})`)
      const sheet = writeSheet(table.columns, rest, parts)
      await archive.add(`xl/worksheets/sheet${names.length}.xml`, sheet.text)
      rest = sheet.rest()
    }
  }
  await archive.add('xl/workbook.xml', [workbook(names)])
  await archive.add('xl/styles.xml', [styles])
  await archive.add('xl/_rels/workbook.xml.rels', [workbookRelations(names)])
  await archive.add('_rels/.rels', [relations])
  await archive.add('[Content_Types].xml', [contentTypes(names)])
}

/** One sheet, and the rows that did not fit. */
function writeSheet(columns: Column[], first: Row[], parts: AsyncIterator<Row[]>) {
  let rest: Row[] | undefined
  async function* text(): AsyncGenerator<string> {
    yield sheetStart(columns)
    let number = 2
    let part: IteratorResult<Row[]> = { done: false, value: first }
    while (!part.done) {
      const fitting = part.value.slice(0, maxRows - number + 1)
      if (fitting.length > 0)
        yield fitting.map((row, index) => rowXml(row, columns, number + index)).join('')
      number += fitting.length
      if (fitting.length < part.value.length) {
        rest = part.value.slice(fitting.length)
        break
      }
      part = await parts.next()
    }
    yield '</sheetData></worksheet>'
  }
  return { text: text(), rest: () => rest }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const documentRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places in cellXfs of the styles below. */
const styleOf = { text: 0, boolean: 0, header: 1, date: 2, time: 3, number: 4 }

const widths: Record<Column['type'], number> = {
  text: 24,
  number: 12,
  date: 12,
  time: 20,
  boolean: 8,
}

function sheetStart(columns: Column[]): string {
  const sizes = columns.map(
    ({ type }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widths[type]}" customWidth="1"/>`,
  )
  const names = columns.map(({ name }, index) => textXml(name, reference(index, 1), styleOf.header))
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${sizes.join('')}</cols><sheetData><row r="1">${names.join('')}</row>`
  )
}

function rowXml(row: Row, columns: Column[], number: number): string {
  const cells = row.map((cell, index) => cellXml(cell, columns[index], reference(index, number)))
  return `<row r="${number}">${cells.join('')}</row>`
}

function cellXml(cell: Cell, column: Column | undefined, at: string): string {
  if (cell === undefined || cell === '') return ''
  const type = column?.type ?? 'text'
  if (type === 'boolean') return `<c r="${at}" t="b"><v>${cell === 'true' ? 1 : 0}</v></c>`
  const number = type === 'number' && isNumber(cell) ? cell : serialOf(cell, type)
  if (number === undefined) return textXml(cell, at, styleOf.text)
  return `<c r="${at}" s="${styleOf[type]}"><v>${number}</v></c>`
}

// Day 0 of Excel; right from March 1900 on, since it takes 1900 for a leap year.
const epochMs = Date.UTC(1899, 11, 30)
const firstDay = 61
const dayMs = 86_400_000

/** The days since Excel's day 0; undefined when it is no day that Excel knows. */
function serialOf(cell: string, type: Column['type']): number | undefined {
  const isMoment = type === 'date' ? isDay(cell) : type === 'time'
  if (!isMoment) return undefined
  const days = (Date.parse(cell) - epochMs) / dayMs
  return days >= firstDay ? days : undefined
}

function textXml(text: string, at: string, style: number): string {
  const kept = xmlText(text).slice(0, maxCellLength).toWellFormed()
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(kept)}</t></is></c>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** Excel takes _x0041_ for a character, unless the underscore is written so itself. */
function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>\r]/g, (sign) => entities[sign] ?? sign)
}

/** As "AB12"; the column counts from 0, the row from 1. */
function reference(column: number, row: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `${letters}${row}`
}

const styles =
  `${declaration}<styleSheet xmlns="${main}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" applyNumberFormat="1"/><xf/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function workbook(names: string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${documentRelations}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(names: string[]): string {
  const sheets = names.map((_, index) =>
    relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  )
  const all = [...sheets, relation(names.length + 1, 'styles', 'styles.xml')]
  return `${declaration}<Relationships xmlns="${packageRelations}">${all.join('')}</Relationships>`
}

const relations = `${declaration}<Relationships xmlns="${packageRelations}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${documentRelations}/${type}" Target="${target}"/>`
}

function contentTypes(names: string[]): string {
  const sheets = names.map((_, index) => override(`worksheets/sheet${index + 1}`, 'worksheet'))
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${override('workbook', 'sheet.main')}${sheets.join('')}${override('styles', 'styles')}</Types>`
  )
}

function override(part: string, type: string): string {
  return `<Override PartName="/xl/${part}.xml" ContentType="${types}.${type}+xml"/>`
}
