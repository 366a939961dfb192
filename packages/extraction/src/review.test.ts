import { expect, test } from 'vitest'
import { extract } from './extract.ts'
import { drawPage } from './testing/draw-page.ts'
import { policy, read } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

test('a document of which all is sure and agrees needs no review, and no reason', () => {
  const reading = read(sampleInvoice())

  expect(reading.needs_review).toBe(false)
  expect(reading.review_reasons).toEqual([])
})

test.each([
  ['numero_facture', 'Facture n° : F-2024-0042', ''],
  ['date_facture', 'Date : 15/01/2024', ''],
  ['montant_ttc', /[1-6]00,00/g, 'néant'],
])('a missing %s is sent to review, by name', (label, printed, instead) => {
  const drawing = sampleInvoice({ foot: '' })
    .replace('Échéance : 14/02/2024', '')
    .replace(printed, instead)

  const reading = read(drawing)

  expect(reading.missing_fields).toContain(label)
  expect(reading.needs_review).toBe(true)
  expect(reading.review_reasons.filter((reason) => reason.includes(label))).toHaveLength(1)
})

test('a contradiction between key fields is a reason that says what differs', () => {
  const reading = read(
    sampleInvoice({
      totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            630,00 €`,
    }),
  )

  expect(reading.needs_review).toBe(true)
  expect(reading.review_reasons.join('\n')).toMatch(/500\.00.*100\.00.*630\.00/)
})

test('less confidence than the threshold is a reason', () => {
  const pages = [drawPage(sampleInvoice())]

  const strict = extract(pages, { ...policy, confidenceThreshold: 1 })

  expect(strict.needs_review).toBe(true)
  expect(strict.review_reasons.join('\n')).toContain('confidence')
})

test('the threshold changes what is reviewed, never what is read', () => {
  const pages = [drawPage(sampleInvoice())]

  const [strict, lenient] = [1, 0].map((confidenceThreshold) =>
    extract(pages, { ...policy, confidenceThreshold }),
  )

  expect(strict?.fields).toEqual(lenient?.fields)
  expect(lenient?.needs_review).toBe(false)
})

test('a missing field that is not a key field is no reason', () => {
  const reading = read(sampleInvoice({ foot: '' }).replace('Échéance : 14/02/2024', ''))

  expect(reading.missing_fields).toEqual(
    expect.arrayContaining(['fournisseur_iban', 'date_echeance']),
  )
  expect(reading.needs_review).toBe(false)
})

test('a wrong IBAN is shown, and alone no reason to review the key fields', () => {
  const reading = read(sampleInvoice({ foot: '\nIBAN FR76 3000 6000 0112 3456 7890 188' }))

  expect(reading.checks).toContainEqual(
    expect.objectContaining({ id: 'iban.mod97', passed: false }),
  )
  expect(reading.needs_review).toBe(false)
})

test('an empty page is sent to review with every key field missing', () => {
  const reading = read('')

  expect(reading.needs_review).toBe(true)
  expect(reading.missing_fields).toEqual(
    expect.arrayContaining([
      'numero_facture',
      'date_facture',
      'montant_ht',
      'montant_tva',
      'montant_ttc',
    ]),
  )
})

test('a rate that holds for a part of the goods contradicts nothing', () => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %              40,00 €
                                                            Total TTC            540,00 €`,
    }),
  )

  expect(reading.review_reasons.join('\n')).not.toContain('vat_by_rate')
})

test('more tax than the highest rate allows is a reason', () => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             140,00 €
                                                            Total TTC            640,00 €`,
    }),
  )

  expect(reading.needs_review).toBe(true)
  expect(reading.review_reasons.join('\n')).toContain('vat_by_rate')
})
