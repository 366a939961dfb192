import type { Corrections, FieldLabel, FieldValue, Reading } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { amend } from './amend.ts'
import { extract } from './extract.ts'
import { drawPage } from './testing/draw-page.ts'
import { checksOf, policy, valuesOf } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'
import { xmlOfSample } from './testing/xml-of-sample.ts'

const pages = [drawPage(sampleInvoice())]
const reading = extract(pages, { ...policy, confidenceThreshold: 1 })

function corrected(fields: Corrections['fields'], own: Partial<Corrections> = {}): Reading {
  return amend(reading, { fields, ...own }, pages)
}

function fieldOf({ fields }: Reading, label: FieldLabel) {
  return fields.find((field) => field.label === label)
}

test('what is named is a correction, with the place where it is printed', () => {
  const result = corrected([{ label: 'client_nom', value: 'ACME SARL' }])

  expect(fieldOf(result, 'client_nom')).toMatchObject({
    value: 'ACME SARL',
    source: 'correction',
    confidence: 1,
    page: 1,
    bbox: fieldOf(reading, 'fournisseur_nom')?.bbox,
  })
})

test('what is not named is confirmed as it is', () => {
  const result = corrected([])

  expect(valuesOf(result)).toEqual(valuesOf(reading))
  expect(result.fields.map(({ confidence }) => confidence)).toEqual(result.fields.map(() => 1))
  expect(result.fields.map(({ source }) => source)).not.toContain('correction')
})

test('nobody has to look at it again', () => {
  const result = corrected([{ label: 'montant_ttc', value: '601.00 EUR' }])

  expect(reading.needs_review).toBe(true)
  expect(result).toMatchObject({ needs_review: false, review_reasons: [], overall_confidence: 1 })
})

test('checks look at the corrected values', () => {
  const result = corrected([{ label: 'montant_ttc', value: '601.00 EUR' }])

  expect(checksOf(reading)['totals.net_plus_vat']).toBe(true)
  expect(checksOf(result)['totals.net_plus_vat']).toBe(false)
})

test('null takes a field away', () => {
  const result = corrected([{ label: 'date_echeance', value: null }])

  expect(fieldOf(result, 'date_echeance')).toBeUndefined()
  expect(result.missing_fields).toContain('date_echeance')
})

test('an amount without its currency has that of the document', () => {
  const result = corrected([{ label: 'acompte', value: '50.00' }])

  expect(fieldOf(result, 'acompte')?.value).toBe('50.00 EUR')
})

test('a value that is printed nowhere has no place', () => {
  const result = corrected([{ label: 'numero_commande', value: 'PO 7' }])

  expect(fieldOf(result, 'numero_commande')).toMatchObject({ value: 'PO 7', raw: 'PO 7' })
  expect(fieldOf(result, 'numero_commande')?.bbox).toBeUndefined()
})

test('a colon before a value is not of it', () => {
  const result = corrected([{ label: 'numero_commande', value: 'F 2024 0042' }])

  expect(fieldOf(result, 'numero_commande')?.raw).toBe('F-2024-0042')
})

test('the place that a person has shown is taken', () => {
  const bbox = { x: 0.5, y: 0.5, width: 0.1, height: 0.02 }

  const result = corrected([{ label: 'numero_commande', value: 'PO 7', page: 1, bbox }])

  expect(fieldOf(result, 'numero_commande')).toMatchObject({ page: 1, bbox })
})

test('the place of another value is not taken where this one is printed elsewhere', () => {
  const read = fieldOf(reading, 'fournisseur_nom')
  const client = fieldOf(reading, 'client_nom')
  const { page, bbox } = client ?? {}

  const result = corrected([{ label: 'client_nom', value: 'ACME SARL', page, bbox }])

  expect(bbox).toBeDefined()
  expect(fieldOf(result, 'client_nom')?.bbox).toEqual(read?.bbox)
})

test('the place of a word that was misread stays, as it is printed nowhere else', () => {
  const { page, bbox } = fieldOf(reading, 'numero_facture') ?? {}

  const result = corrected([{ label: 'numero_facture', value: 'F-2O24-OO42', page, bbox }])

  expect(fieldOf(result, 'numero_facture')).toMatchObject({ page: 1, bbox })
})

test('a corrected currency is that of the amounts that are given without one', () => {
  const result = corrected([
    { label: 'devise', value: 'USD' },
    { label: 'acompte', value: '50.00' },
  ])

  expect(fieldOf(result, 'acompte')?.value).toBe('50.00 USD')
  expect(result.currency).toBe('USD')
})

test('a corrected currency is that of the amounts that were read in the one before', () => {
  const other: FieldValue = {
    label: 'remise',
    value: '7.00 CHF',
    raw: '7,00 CHF',
    confidence: 1,
    source: 'text_layer',
    checks: [],
  }
  const mixed = { ...reading, fields: [...reading.fields, other] }

  const result = amend(mixed, { fields: [{ label: 'devise', value: 'USD' }] }, pages)

  expect(fieldOf(result, 'montant_ttc')).toMatchObject({
    value: '600.00 USD',
    source: 'correction',
    bbox: fieldOf(reading, 'montant_ttc')?.bbox,
  })
  expect(fieldOf(result, 'remise')?.value).toBe('7.00 CHF')
})

test('who says that a document names no currency is believed', () => {
  const result = corrected([
    { label: 'devise', value: null },
    { label: 'acompte', value: '50.00' },
  ])

  expect(fieldOf(result, 'acompte')?.value).toBe('50.00')
  expect(fieldOf(result, 'montant_ttc')?.value).toBe('600.00')
  expect(result.currency).toBeUndefined()
})

test('lines are replaced when they are given, and else confirmed with the rest', () => {
  const lines = [{ description: 'Support', amount: '500.00' }]
  const read = [{ description: 'Assistance', amount: '500.00', confidence: 0.5 }]

  expect(corrected([], { lines }).lines).toEqual([{ ...lines[0], confidence: 1 }])
  expect(amend({ ...reading, lines: read }, { fields: [] }, []).lines).toEqual([
    { ...read[0], confidence: 1 },
  ])
})

/** What is read of an invoice in XML whose charges and rounding explain its sums. */
function readXml(): Reading {
  const sums = {
    montant_ht: '507.00 EUR',
    montant_tva: '101.40 EUR',
    montant_ttc: '608.40 EUR',
    acompte: '0.00 EUR',
    net_a_payer: '608.00 EUR',
  }
  const lines = [{ description: 'Support', amount: '500.00' }]
  const invoice = xmlOfSample(sums, { lines, charges: '7.00', rounding: '-0.40' })
  return extract([], policy, { embedded: { invoice } })
}

test('what only an XML tells explains the sums of corrected lines as well', () => {
  const lines = [{ description: 'Assistance', amount: '500.00' }]
  const vat_breakdown = [{ rate: '20.00', base: '507.00', amount: '101.40' }]

  const result = amend(readXml(), { fields: [], lines, vat_breakdown }, [])

  expect(checksOf(result)).toMatchObject({ 'totals.amount_due': true, 'totals.lines': true })
})

test.each([
  ['montant_ttc', '613.00', 'totals.lines'],
  ['remise', '5.00', 'totals.amount_due'],
] as const)(
  'where the corrected %s is %s, what was said of the old one by %s does not stay',
  (label, value, id) => {
    const sums = { remise: '10.00 EUR', acompte: '0.00 EUR', net_a_payer: '590.00 EUR' }
    const invoice = xmlOfSample(sums, { lines: [{ description: 'Support', amount: '600.00' }] })
    const read = extract([], policy, { embedded: { invoice } })

    const result = amend(read, { fields: [{ label, value }] }, [])

    expect(checksOf(read)[id]).toBe(true)
    expect(checksOf(result)[id]).toBe(false)
  },
)

test('a reading of an earlier version, which has no rounding, keeps what passed while no sum is another', () => {
  const { adjustments, ...earlier } = readXml()

  const named = amend(earlier, { fields: [{ label: 'client_nom', value: 'Autre' }] }, [])
  const paid = amend(earlier, { fields: [{ label: 'acompte', value: '100.00' }] }, [])

  expect(adjustments).toBeDefined()
  expect(checksOf(named)).toMatchObject({ 'totals.amount_due': true, 'totals.lines': true })
  expect(checksOf(paid)).toMatchObject({ 'totals.amount_due': false })
})

test('correcting twice is correcting once', () => {
  const fields: Corrections['fields'] = [{ label: 'client_nom', value: 'Autre' }]
  const once = corrected(fields)

  expect(amend(once, { fields }, pages)).toEqual(once)
})
