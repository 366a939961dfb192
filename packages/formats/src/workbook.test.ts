import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { exportWorkbook } from './export-tables.ts'
import { memorySpool } from './testing/memory-spool.ts'
import { readZip } from './testing/read-zip.ts'
import { parts, sampleExtraction } from './testing/sample-extraction.ts'

type ReadCell = { '@r': string; '@t'?: string; '@s'?: string; v?: string; is?: { t: unknown } }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => ['row', 'c', 'sheet'].includes(name),
})

/** The cells of each sheet by their references, as another program would read them. */
async function read(...extractions: ReturnType<typeof sampleExtraction>[]) {
  const files = await readZip(exportWorkbook(parts(extractions), memorySpool))
  const workbook = parser.parse(files.get('xl/workbook.xml') ?? '')
  const names: string[] = workbook.workbook.sheets.sheet.map(
    (sheet: { '@name': string }) => sheet['@name'],
  )
  const sheets = names.map((_, index) => {
    const xml = parser.parse(files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '')
    const rows: { c?: ReadCell[] }[] = xml.worksheet.sheetData.row
    return rows.map(({ c = [] }) => c)
  })
  return { names, sheets }
}

/** The cell below the heading of a column. */
function cellOf(sheet: ReadCell[][] | undefined, name: string, row = 1): ReadCell | undefined {
  const heading = sheet?.[0]?.find((cell) => textOf(cell) === name)
  const column = heading?.['@r'].replace(/\d+/, '')
  return sheet?.[row]?.find((cell) => cell['@r'] === `${column}${row + 1}`)
}

function textOf(cell: ReadCell | undefined): string {
  const text = cell?.is?.t
  return typeof text === 'object' && text !== null && '#text' in text
    ? String(text['#text'])
    : String(text)
}

test('a workbook has the sheets Invoices, Lines and VAT', async () => {
  const { names, sheets } = await read(sampleExtraction(), sampleExtraction())

  expect(names).toEqual(['Invoices', 'Lines', 'VAT'])
  expect(sheets.map((rows) => rows.length)).toEqual([3, 5, 3])
})

test('amounts are numbers, and dates are dates', async () => {
  const { sheets } = await read(sampleExtraction())

  expect(cellOf(sheets[0], 'montant_ttc')).toEqual({ '@r': 'O2', '@s': '4', v: '1200.00' })
  // 15 January 2026 is day 46,037 of Excel.
  expect(cellOf(sheets[0], 'date_facture')).toMatchObject({ '@s': '2', v: '46037' })
  expect(cellOf(sheets[0], 'extracted_at')).toMatchObject({ '@s': '3', v: '46037.4375' })
  expect(cellOf(sheets[0], 'needs_review')).toMatchObject({ '@t': 'b', v: '0' })
  expect(cellOf(sheets[1], 'amount', 2)).toMatchObject({ v: '200.00' })
})

test('a number of an invoice is text, whatever it looks like', async () => {
  const { sheets } = await read(sampleExtraction({}, { numero_facture: '000123' }))

  expect(textOf(cellOf(sheets[0], 'numero_facture'))).toBe('000123')
})

test.each(['=1+1', '<&> "x"', ' spaces ', 'a\nb', 'a_x0041_b'])(
  'a text of %j is kept',
  async (name) => {
    const { sheets } = await read(sampleExtraction({}, { client_nom: name }))

    const cell = cellOf(sheets[0], 'client_nom')
    expect(cell?.['@t']).toBe('inlineStr')
    expect(textOf(cell).replaceAll('_x005F_', '_')).toBe(name)
  },
)

test('characters that XML cannot hold are left out', async () => {
  const { sheets } = await read(sampleExtraction({}, { client_nom: 'a\u0000\u0008\uFFFEb' }))

  expect(textOf(cellOf(sheets[0], 'client_nom'))).toBe('ab')
})

test.each(['2026-02-31', '2026-02-31x'])('a day that is none, as %s, is text', async (day) => {
  const { sheets } = await read(sampleExtraction({}, { date_facture: day }))

  expect(textOf(cellOf(sheets[0], 'date_facture'))).toBe(day)
})

test('a workbook of no document has the headings', async () => {
  const { sheets } = await read()

  expect(sheets.map((rows) => rows.length)).toEqual([1, 1, 1])
})
