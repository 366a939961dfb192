import { text } from 'node:stream/consumers'
import type { Corrections, Extraction } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { ublInvoice } from '../support/e-invoices.ts'
import { scannedInvoice, type TestDocument, textInvoice } from '../support/invoices.ts'
import { namesInZip } from '../support/zip.ts'

const [client, other] = clients()

/** All of an invoice, as a person would have put it right. */
const complete: Corrections = {
  fields: [
    { label: 'numero_facture', value: 'F-2026-77' },
    { label: 'date_facture', value: '2026-03-01' },
    { label: 'date_echeance', value: '2026-03-31' },
    { label: 'montant_ht', value: '1000.00 EUR' },
    { label: 'montant_tva', value: '200.00 EUR' },
    { label: 'taux_tva', value: '20.00' },
    { label: 'montant_ttc', value: '1200.00 EUR' },
    { label: 'devise', value: 'EUR' },
    { label: 'net_a_payer', value: '1200.00 EUR' },
    { label: 'acompte', value: null },
    { label: 'remise', value: null },
    { label: 'frais_port', value: null },
    { label: 'fournisseur_nom', value: 'Menuiserie Lagarde & Fils' },
    { label: 'fournisseur_adresse', value: '12 rue des Lilas, 75011 Paris' },
    { label: 'fournisseur_siren', value: '732829320' },
    { label: 'fournisseur_siret', value: '73282932000074' },
    { label: 'fournisseur_tva', value: 'FR44732829320' },
    { label: 'client_nom', value: 'Client <SAS>' },
    { label: 'client_adresse', value: '3 place du Marché, 69002 Lyon' },
  ],
  lines: [
    {
      description: 'Porte',
      quantity: '2',
      unit_price: '400.00',
      vat_rate: '20.00',
      amount: '800.00',
    },
    {
      description: 'Pose',
      quantity: '1',
      unit_price: '200.00',
      vat_rate: '20.00',
      amount: '200.00',
    },
  ],
  vat_breakdown: [{ rate: '20.00', base: '1000.00', amount: '200.00' }],
}

async function completeInvoice(seed: number, externalId = `export-${seed}`): Promise<Extraction> {
  return completed(await textInvoice(seed), externalId)
}

async function completed(document: TestDocument, externalId: string): Promise<Extraction> {
  const job = await extractToTheEnd(client, document, { externalId })
  const corrected = await client.correctJob(job.job_id, complete)
  if (!corrected.result) throw new Error(`${job.job_id} is ${corrected.status}`)
  return corrected.result
}

function valuesOf({ fields }: Extraction): Map<string, string> {
  return new Map(fields.map(({ label, value }) => [label, value]))
}

/** What an export says is read as it was put right. */
function expectAsCorrected(result: Extraction | undefined): void {
  if (!result) throw new Error('it was not read')
  const again = valuesOf(result)
  const said = complete.fields.filter(({ value }) => value !== null)
  expect(said.map(({ label }) => [label, again.get(label)])).toEqual(
    said.map(({ label, value }) => [label, value]),
  )
  expect(result.lines).toMatchObject(complete.lines ?? [])
  expect(result.vat_breakdown).toEqual(complete.vat_breakdown)
}

test.each(['ubl', 'cii'] as const)('what %s says is read again as it was', async (format) => {
  const original = await completeInvoice(format === 'ubl' ? 11_001 : 11_002)
  const { bytes, mediaType } = await client.exportJob(original.job_id, { format })

  const { result } = await extractToTheEnd(other, { filename: `${format}.xml`, bytes })

  expect(mediaType).toMatch('application/xml')
  expectAsCorrected(result)
  expect(result?.checks.filter(({ passed }) => !passed)).toEqual([])
})

test.each([
  ['a PDF whose pages are kept', textInvoice(11_010), 'kept'],
  ['a PDF whose pages are drawn', textInvoice(11_011), 'drawn'],
  ['a scan', scannedInvoice(11_012), 'kept'],
] as const)(
  'a Factur-X of %s shows it, and is read again as what was put right',
  async (_what, document, pages) => {
    const original = await completed(await document, `facturx-${pages}`)
    const { bytes, mediaType, filename } = await client.exportJob(original.job_id, {
      format: 'facturx',
      pages,
    })

    const { result } = await extractToTheEnd(other, { filename, bytes })

    expect(mediaType).toBe('application/pdf')
    expect(filename).toMatch(/\.pdf$/)
    expect(result?.pages).toBe(1)
    expectAsCorrected(result)
    expect(result?.fields.find(({ label }) => label === 'montant_ttc')?.source).toBe('embedded_xml')
  },
)

test('an invoice without a page becomes no Factur-X', async () => {
  const terms = {
    number: 'X-1',
    date: '2026-05-04',
    net: '840.00',
    vat: '168.00',
    gross: '1008.00',
  }
  const xml = { filename: 'f.xml', bytes: ublInvoice(terms) }
  const { job_id } = await extractToTheEnd(client, xml)

  const exporting = client.exportJob(job_id, { format: 'facturx' })

  await expect(exporting).rejects.toMatchObject({
    code: 'export-incomplete',
    errors: [{ path: 'file', message: 'has no pages to show' }],
  })
})

test('a format that wants more than was read names what is missing', async () => {
  const original = await completeInvoice(11_003)
  await client.correctJob(original.job_id, { fields: [{ label: 'numero_facture', value: null }] })

  const exporting = client.exportJob(original.job_id, { format: 'ubl' })

  await expect(exporting).rejects.toMatchObject({
    code: 'export-incomplete',
    errors: [{ path: 'numero_facture', message: 'is missing' }],
  })
})

test('the documents of a filter come as one table, with their lines', async () => {
  await completeInvoice(11_004, 'export-many')
  await completeInvoice(11_005, 'export-many')

  const { content, filename } = await client.exportJobs({
    format: 'csv',
    dialect: 'excel-fr',
    external_id: 'export-many',
  })
  const rows = (await text(content)).split('\r\n')

  expect(filename).toMatch(/^invoices-\d{4}-\d\d-\d\d\.csv$/)
  expect(rows).toHaveLength(1 + 4 + 1)
  expect(rows[1]).toContain(';F-2026-77;')
  expect(rows[1]).toContain(';1200,00;')
})

test('a workbook and a pair of tables are archives of their parts', async () => {
  const { job_id } = await completeInvoice(11_006)

  const workbook = await client.exportJob(job_id, { format: 'xlsx' })
  const tables = await client.exportJob(job_id, { format: 'csv', lines: 'file' })

  expect(await namesInZip(workbook.bytes)).toEqual(
    expect.arrayContaining(['xl/workbook.xml', 'xl/worksheets/sheet3.xml', '[Content_Types].xml']),
  )
  expect(await namesInZip(tables.bytes)).toEqual(['invoices.csv', 'lines.csv'])
})

test('JSON and its lines are the extractions themselves', async () => {
  const original = await completeInvoice(11_007, 'export-json')

  const array = await client.exportJobs({ format: 'json', external_id: 'export-json' })
  const lines = await client.exportJobs({ format: 'ndjson', external_id: 'export-json' })

  expect(JSON.parse(await text(array.content))).toEqual([original])
  expect(JSON.parse(await text(lines.content))).toEqual(original)
})
