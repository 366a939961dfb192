import type { Extraction } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd, problemOf } from '../support/clients.ts'
import { facturX, type Terms, ublInvoice } from '../support/e-invoices.ts'

const [client] = clients()

const terms: Terms = {
  number: 'ML-2026-118',
  date: '2026-05-04',
  net: '840.00',
  vat: '168.00',
  gross: '1008.00',
}

const pdfOf = (bytes: Uint8Array) => ({ filename: 'facture.pdf', bytes })
const xmlOf = (text: string | Uint8Array) => ({ filename: 'f.xml', bytes: Buffer.from(text) })

function fieldOf(result: Extraction | undefined, label: string) {
  return result?.fields.find((field) => field.label === label)
}

test('a PDF that carries its invoice is answered from it, each value with its place on the page', async () => {
  const { result } = await extractToTheEnd(client, pdfOf(facturX(terms, terms)))

  expect(fieldOf(result, 'montant_ttc')).toMatchObject({
    value: '1008.00 EUR',
    source: 'embedded_xml',
    page: 1,
    bbox: { x: expect.closeTo(0.223, 1), y: expect.closeTo(0.33, 1) },
  })
  expect(result?.checks).toContainEqual({ id: 'xml.matches_page', passed: true })
  expect(result?.needs_review).toBe(false)
})

test('an invoice that carries another total than it prints goes to a person', async () => {
  const printed = { ...terms, gross: '1010.00' }

  const { result } = await extractToTheEnd(client, pdfOf(facturX(printed, terms)))

  const check = result?.checks.find(({ id }) => id === 'xml.matches_page')
  expect(fieldOf(result, 'montant_ttc')?.value).toBe('1008.00 EUR')
  expect(check).toMatchObject({
    passed: false,
    detail: expect.stringMatching(/1008\.00.*1010\.00/),
  })
  expect(result?.needs_review).toBe(true)
})

test('a UBL invoice is read without any page', async () => {
  const { job_id, result } = await extractToTheEnd(client, xmlOf(ublInvoice(terms)))

  const page = await client.http.get(`/jobs/${job_id}/pages/1`)
  expect(result).toMatchObject({ pages: 0, kind: 'invoice', currency: 'EUR', needs_review: false })
  expect(fieldOf(result, 'numero_facture')?.value).toBe('ML-2026-118')
  expect(result?.lines).toMatchObject([
    { description: 'Porte en chêne', quantity: '2', amount: '840.00' },
  ])
  expect(page.status).toBe(404)
  expect(page.data.code).toBe('page-not-found')
})

test.each([
  ['that is cut off', ublInvoice(terms).subarray(0, 900), 'file-corrupt'],
  [
    'with entities',
    '<!DOCTYPE Invoice [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Invoice>&b;</Invoice>',
    'file-corrupt',
  ],
  ['nested deeply', `<Invoice>${'<a>'.repeat(200_000)}`, 'file-corrupt'],
  ['of 12 MB', `<Invoice>${'<a/>'.repeat(3_000_000)}</Invoice>`, 'file-corrupt'],
  ['of 50 MB', `<Invoice>${'<a/>'.repeat(12_500_000)}</Invoice>`, 'file-too-large'],
  ['that is an order', '<Order><ID>1</ID></Order>', 'unsupported-media-type'],
])('XML %s is refused', async (_what, text, code) => {
  expect(await problemOf(client, xmlOf(text))).toBe(code)
})
