import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { exportCsv, exportCsvFiles } from './export-tables.ts'
import { memorySpool } from './testing/memory-spool.ts'
import { readZip } from './testing/read-zip.ts'
import { line, parts, sampleExtraction } from './testing/sample-extraction.ts'

const plain = { separator: ',', decimalMark: '.', bom: false } as const
const french = { separator: ';', decimalMark: ',', bom: true } as const

/** The cells of a file whose texts hold neither separators nor quotes, by the names of the columns. */
function rowsOf(csv: string, separator = ','): Record<string, string | undefined>[] {
  const [head = '', ...rows] = csv.split('\r\n').slice(0, -1)
  const names = head.replace('\uFEFF', '').split(separator)
  return rows.map((row) => {
    const cells = row.split(separator)
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]))
  })
}

test('a document has a row for each of its lines, with what is said of all of it', async () => {
  const extraction = sampleExtraction(
    {},
    { fournisseur_adresse: undefined, client_adresse: undefined },
  )

  const rows = rowsOf(await text(exportCsv(parts([extraction]), 'joined', plain)))

  expect(rows).toMatchObject([
    { numero_facture: 'F-2026-001', montant_ttc: '1200.00', line: '1', line_description: 'Porte' },
    { numero_facture: 'F-2026-001', devise: 'EUR', line: '2', line_amount: '200.00' },
  ])
})

test('a document without lines has a row as well', async () => {
  const extraction = sampleExtraction(
    { lines: [] },
    { fournisseur_adresse: undefined, client_adresse: undefined },
  )

  const rows = rowsOf(await text(exportCsv(parts([extraction]), 'joined', plain)))

  expect(rows).toMatchObject([{ numero_facture: 'F-2026-001', line: '', line_amount: '' }])
})

test('without lines there is one row for each document', async () => {
  const csv = await text(
    exportCsv(parts([sampleExtraction()], [sampleExtraction()]), 'none', plain),
  )

  expect(csv.split('\r\n')).toHaveLength(4)
  expect(csv).not.toContain('line')
})

test('the French Excel gets semicolons, decimal commas and a mark of byte order', async () => {
  const extraction = sampleExtraction()

  const csv = String(await buffer(exportCsv(parts([extraction]), 'none', french)))

  expect(csv.charCodeAt(0)).toBe(0xfeff)
  expect(rowsOf(csv, ';')).toMatchObject([{ montant_ht: '1000,00', date_facture: '2026-01-15' }])
})

test.each(['=1+1', '+33 1 02', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a text of %j is no formula',
  async (formula) => {
    const extraction = sampleExtraction({ filename: formula })

    const csv = await text(exportCsv(parts([extraction]), 'none', plain))

    expect(csv).toContain(`'${formula}`)
  },
)

test('a negative number stays a number', async () => {
  const extraction = sampleExtraction({}, { montant_ht: '-1000.00 EUR' })

  const csv = await text(exportCsv(parts([extraction]), 'none', plain))

  expect(csv).toContain(',-1000.00,')
})

test('separators, quotes and line ends within a cell are quoted', async () => {
  const extraction = sampleExtraction({ filename: 'a,"b"\n.pdf' })

  const csv = await text(exportCsv(parts([extraction]), 'none', plain))

  expect(csv).toContain('"a,""b""\n.pdf"')
})

test('lines come as a second file, in a ZIP with the first', async () => {
  const extractions = parts([sampleExtraction()], [sampleExtraction({ lines: [line({})] })])

  const files = await readZip(exportCsvFiles(extractions, plain, memorySpool))

  expect([...files.keys()]).toEqual(['invoices.csv', 'lines.csv'])
  expect(files.get('invoices.csv')?.split('\r\n')).toHaveLength(4)
  expect(rowsOf(files.get('lines.csv') ?? '').map(({ description }) => description)).toEqual([
    'Porte',
    'Pose',
    'Porte',
  ])
})

test('documents that cannot be had end the file with an error', async () => {
  async function* failing() {
    yield [sampleExtraction()]
    throw new Error('PostgreSQL is away')
  }

  const reading = readZip(exportCsvFiles(failing(), plain, memorySpool))

  await expect(reading).rejects.toThrow('PostgreSQL is away')
})

test('nobody reads on for a file that nobody takes', async () => {
  const ended = Promise.withResolvers<void>()
  async function* endless() {
    try {
      while (true) yield Array.from({ length: 50 }, () => sampleExtraction())
    } finally {
      ended.resolve()
    }
  }
  const file = exportCsvFiles(endless(), plain, memorySpool)
  await new Promise((resolve) => file.once('readable', resolve))

  file.destroy()

  await ended.promise
})
