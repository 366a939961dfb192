import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import type { ElectronicInvoice } from '@invoice-ml/e-invoice'
import { expect, test } from 'vitest'
import { extract } from '../extract.ts'
import { drawPage } from '../testing/draw-page.ts'
import { checksOf, policy, valuesOf } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { xmlOfSample } from '../testing/xml-of-sample.ts'

function readWith(invoice: ElectronicInvoice, drawing = sampleInvoice()): Reading {
  return extract([drawPage(drawing)], policy, { embedded: { invoice } })
}

function fieldOf({ fields }: Reading, label: FieldLabel) {
  return fields.find((field) => field.label === label)
}

test('values come from the XML, with the box of where they are printed', () => {
  const reading = readWith(xmlOfSample())

  expect(fieldOf(reading, 'montant_ttc')).toMatchObject({
    value: '600.00 EUR',
    source: 'embedded_xml',
    page: 1,
    // Left of "600,00 €" in the drawing: column 81 of 5 points behind a margin of 20, on 595 points.
    bbox: { x: expect.closeTo(0.714, 2) },
  })
  expect(checksOf(reading)).toMatchObject({ 'xml.valid_values': true, 'xml.matches_page': true })
  expect(reading.needs_review).toBe(false)
})

test('what only the page says is kept', () => {
  const reading = readWith(xmlOfSample())

  expect(fieldOf(reading, 'fournisseur_iban')).toMatchObject({
    value: 'FR7630006000011234567890189',
    source: 'text_layer',
  })
})

test('what only the XML says has no box', () => {
  const reading = readWith(xmlOfSample({ numero_commande: 'PO-778' }))

  const field = fieldOf(reading, 'numero_commande')
  expect(field).toMatchObject({ value: 'PO-778', source: 'embedded_xml' })
  expect(field?.bbox).toBeUndefined()
})

test('an address printed on several lines has one box around them', () => {
  const reading = readWith(xmlOfSample({ client_adresse: '8 avenue Foch, 69006 Lyon' }))

  // Two lines of the drawing, 14 points apart and 10 high, of 842 points.
  expect(fieldOf(reading, 'client_adresse')?.bbox?.height).toBeCloseTo(24 / 842, 3)
})

test.each<[FieldLabel, string]>([
  ['montant_ttc', '660.00 EUR'],
  ['numero_facture', 'F-2024-0043'],
  ['date_facture', '2024-01-16'],
  ['fournisseur_iban', 'FR1420041010050500013M02606'],
])("%s that the page contradicts is the XML's, and is sent to a person", (label, value) => {
  const reading = readWith(xmlOfSample({ [label]: value }))

  expect(valuesOf(reading)[label]).toBe(value)
  expect(checksOf(reading)['xml.matches_page']).toBe(false)
  expect(fieldOf(reading, label)?.confidence).toBeLessThan(0.6)
  expect(reading.needs_review).toBe(true)
  expect(reading.review_reasons.join()).toContain(`${label} is ${value} in the XML`)
})

test.each<[FieldLabel, string, string, string]>([
  [
    'date_facture',
    '2024-03-01',
    'Date : 15/01/2024',
    'Date : 15/01/2024   Date de livraison : 01/03/2024',
  ],
  ['montant_ttc', '300.00 EUR', '', ''],
  ['numero_facture', 'C-778812', 'SIRET 732', 'Commande n° : C-778812\nSIRET 732'],
])('%s that is printed as something else is contradicted', (label, value, place, instead) => {
  const reading = readWith(xmlOfSample({ [label]: value }), sampleInvoice().replace(place, instead))

  expect(checksOf(reading)['xml.matches_page']).toBe(false)
  expect(reading.review_reasons.join()).toContain(`${label} is ${value} in the XML`)
})

test('what the page says by its exemption, or with a caption that sticks to it, is no contradiction', () => {
  const drawing = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            Net à payer          500,00 €
TVA non applicable, art. 293 B du CGI`,
  }).replace('TVA FR44732829320', 'TVA:FR44732829320')
  const own = {
    montant_tva: '0.00 EUR',
    montant_ttc: '500.00 EUR',
    fournisseur_tva: 'FR44732829320',
  }

  const reading = readWith(xmlOfSample(own), drawing)

  expect(reading.review_reasons).toEqual([])
  expect(checksOf(reading)['xml.matches_page']).toBe(true)
})

test('totals of the XML that do not add up are sent to a person, though the page prints them', () => {
  const drawing = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            630,00 €`,
  })

  const reading = readWith(xmlOfSample({ montant_ttc: '630.00 EUR' }), drawing)

  expect(checksOf(reading)['totals.net_plus_vat']).toBe(false)
  expect(reading.needs_review).toBe(true)
})

test('a value that is not of its type sends the document to a person', () => {
  const reading = readWith(xmlOfSample({}, { faults: ['line amount: "2,5" is no decimal number'] }))

  expect(checksOf(reading)['xml.valid_values']).toBe(false)
  expect(reading.review_reasons.join()).toContain('"2,5" is no decimal number')
})

test('XML that cannot be read leaves the page, and sends it to a person', () => {
  const refusal = 'The XML is not well-formed'

  const reading = extract([drawPage(sampleInvoice())], policy, { embedded: { refusal } })

  expect(valuesOf(reading).montant_ttc).toBe('600.00 EUR')
  expect(fieldOf(reading, 'montant_ttc')?.source).toBe('text_layer')
  expect(checksOf(reading)['xml.well_formed']).toBe(false)
  expect(reading.review_reasons.join()).toContain(refusal)
})

test('lines of the XML replace those of the page, and keep their places', () => {
  const line = { description: 'Formation sur site', quantity: '1', amount: '300.00' }
  const extra = { description: 'Remise fidélité', quantity: '1', amount: '-10.00' }

  const { lines } = readWith(xmlOfSample({}, { lines: [line, extra] }))

  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatchObject({ ...line, page: 1, bbox: { x: expect.any(Number) } })
  expect(lines[1]).toMatchObject(extra)
  expect(lines[1]?.bbox).toBeUndefined()
})

test('charges and rounding that only the XML tells explain its sums', () => {
  const own = { montant_ht: '507.00 EUR', montant_tva: '101.40 EUR', montant_ttc: '608.40 EUR' }
  const lines = [{ description: 'Support', amount: '500.00' }]
  const parts = { lines, charges: '7.00', rounding: '-0.40' }

  const reading = extract([], policy, {
    embedded: {
      invoice: xmlOfSample({ ...own, net_a_payer: '608.00 EUR', acompte: '0.00 EUR' }, parts),
    },
  })

  expect(checksOf(reading)).toMatchObject({ 'totals.lines': true, 'totals.amount_due': true })
})

test('an invoice that is XML alone has values, and no page to be compared with', () => {
  const invoice = xmlOfSample({ fournisseur_nom: 'Nordlicht' }, { kind: 'credit_note' })

  const reading = extract([], policy, { embedded: { invoice } })

  expect(reading).toMatchObject({ pages: 0, kind: 'credit_note', currency: 'EUR' })
  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'Nordlicht',
    montant_ttc: '600.00 EUR',
  })
  expect(checksOf(reading)).not.toHaveProperty('xml.matches_page')
  expect(reading.needs_review).toBe(false)
})
