import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { readPages, valuesOf } from '../testing/readings.ts'

function scan(drawing: string) {
  const page = drawPage(drawing)
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))
  return readPages([{ ...page, source: 'ocr', words }])
}

const slip = (total: string) => `
  CORNER SHOP
  Receipt No: R-1007
  Total amount      ${total}
  Cash            100.00
  Change           28.00`

test('a total of a scan with one digit misread is what was paid less the change', () => {
  const { fields } = scan(slip('12.00'))

  expect(fields.find(({ label }) => label === 'montant_ttc')).toMatchObject({
    value: '72.00',
    raw: '12.00',
  })
})

test.each(['31.00', '7.20', '172.00'])(
  'a total that differs by more stays as read: %s',
  (total) => {
    expect(valuesOf(scan(slip(total))).montant_ttc).toBe(total)
  },
)

test('a total with a text layer is given as printed', () => {
  const { fields } = readPages([drawPage(slip('12.00'))])

  expect(fields.find(({ label }) => label === 'montant_ttc')?.value).toBe('12.00')
})

const totals = (net: string, tax: string, gross: string) => `
  Facture n° F-2024-0042
  Total HT          ${net}
  TVA 20 %          ${tax}
  Total TTC         ${gross}`

test.each([
  ['the net', totals('800,00', '100,00', '600,00'), '500.00', '100.00', '600.00'],
  ['the tax', totals('500,00', '700,00', '600,00'), '500.00', '100.00', '600.00'],
  ['the gross', totals('500,00', '100,00', '608,00'), '500.00', '100.00', '600.00'],
])('%s of a scan is put right where only that satisfies sum and rate', (_, drawing, ...right) => {
  const { montant_ht, montant_tva, montant_ttc } = valuesOf(scan(drawing))

  expect([montant_ht, montant_tva, montant_ttc]).toEqual(right)
})

test('totals that two readings would put right stay as read, and go to review', () => {
  const reading = scan(`
    Facture n° F-2024-0042
    Total HT          500,00
    TVA               100,00
    Total TTC         630,00`)

  expect(valuesOf(reading).montant_ttc).toBe('630.00')
  expect(reading.needs_review).toBe(true)
})
