import { fieldLabels, keyFieldLabels } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import type { Check } from './checks/check.ts'
import { confidenceOf } from './confidence.ts'
import type { Found } from './found.ts'
import { drawPage } from './testing/draw-page.ts'
import { read, readPages } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

function foundTotal(own: Partial<Found> = {}, recognition = 1): Found {
  const box = { x: 0.7, y: 0.5, width: 0.1, height: 0.01 }
  return {
    label: 'montant_ttc',
    value: '600.00 EUR',
    raw: '600,00',
    page: 1,
    box,
    words: [{ text: '600,00', box, confidence: recognition }],
    evidence: 0.7,
    ...own,
  }
}

const balance: Check = { id: 'totals.net_plus_vat', passed: true, labels: ['montant_ttc'] }

test('a check that passes makes a value surer, one that fails less sure', () => {
  const unchecked = confidenceOf(foundTotal(), [])

  const passed = confidenceOf(foundTotal(), [balance])
  const failed = confidenceOf(foundTotal(), [{ ...balance, passed: false }])

  expect(passed).toBeGreaterThan(unchecked)
  expect(failed).toBeLessThan(unchecked)
})

test('a check of other fields does not count', () => {
  const unchecked = confidenceOf(foundTotal(), [])

  const beside = confidenceOf(foundTotal(), [
    { ...balance, passed: false, labels: ['date_facture'] },
  ])

  expect(beside).toBe(unchecked)
})

test('more evidence makes a value surer', () => {
  const weak = confidenceOf(foundTotal({ evidence: 0.2 }), [])

  const strong = confidenceOf(foundTotal({ evidence: 0.9 }), [])

  expect(strong).toBeGreaterThan(weak)
})

test('a word that was hardly recognised makes a value less sure', () => {
  const clear = confidenceOf(foundTotal({}, 0.99), [])

  const blurred = confidenceOf(foundTotal({}, 0.4), [])

  expect(blurred).toBeLessThan(clear)
})

test('a blurred word makes a number, which nothing checks, less sure than an amount', () => {
  const lost = (label: 'numero_facture' | 'montant_ttc') =>
    confidenceOf(foundTotal({ label }, 0.99), []) - confidenceOf(foundTotal({ label }, 0.6), [])

  expect(lost('numero_facture')).toBeGreaterThan(2 * lost('montant_ttc'))
})

test('a repaired value is less sure than one that was read so', () => {
  const printed = confidenceOf(foundTotal(), [])

  const repaired = confidenceOf(foundTotal({ isRepaired: true }), [])

  expect(repaired).toBeLessThan(printed)
})

test.each(fieldLabels)(
  'the confidence of %s lies between 0 and 1, whatever speaks for it',
  (label) => {
    const checks = [true, false].map((passed): Check => ({ id: 'any', passed, labels: [label] }))

    const extremes = [
      confidenceOf(foundTotal({ label, evidence: 1 }), checks.slice(0, 1)),
      confidenceOf(foundTotal({ label, evidence: 0, isRepaired: true }, 0), checks.slice(1)),
    ]

    expect(Math.max(...extremes)).toBeLessThanOrEqual(1)
    expect(Math.min(...extremes)).toBeGreaterThanOrEqual(0)
  },
)

test('all key fields together are no surer than the least sure of them', () => {
  const { fields, overall_confidence } = read(sampleInvoice())

  const keys = fields.filter(({ label }) => keyFieldLabels.includes(label))

  expect(overall_confidence).toBeGreaterThan(0)
  expect(overall_confidence).toBeLessThanOrEqual(Math.min(...keys.map((key) => key.confidence)))
})

test('a document in which no key field was found is not sure at all', () => {
  expect(read('Bonjour').overall_confidence).toBe(0)
})

test('a blurred scan is less sure than the same page with its text', () => {
  const page = drawPage(sampleInvoice())
  const words = page.words.map((word) => ({ ...word, confidence: 0.6 }))

  const digital = readPages([page])
  const scan = readPages([{ ...page, source: 'ocr', words }])

  expect(scan.overall_confidence).toBeLessThan(digital.overall_confidence)
})

test('totals that contradict each other are less sure than totals that agree', () => {
  const contradiction = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            630,00 €`,
  })

  const [agreed, contradicted] = [sampleInvoice(), contradiction].map(
    (drawing) => read(drawing).fields.find(({ label }) => label === 'montant_ttc')?.confidence,
  )

  expect(contradicted).toBeLessThan(agreed ?? 0)
})

test.each([
  ['1/00042', 0.95, 'less sure'],
  ['11/00042', 0.95, 'as sure'],
  ['1/00042', 1, 'as sure'],
])('%s, recognised as surely as %s, is %s than other numbers', (value, recognition, verdict) => {
  const surenessOf = (some: string) =>
    confidenceOf(foundTotal({ label: 'numero_facture', value: some }, recognition), [])

  const difference = surenessOf(value) - surenessOf('F2024/00042')

  expect(difference < 0 ? 'less sure' : 'as sure').toBe(verdict)
})
