import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages } from '../testing/readings.ts'

function confidenceOf(label: string, drawing: string): number {
  return read(drawing).fields.find((field) => field.label === label)?.confidence ?? 0
}

test.each([
  ['numero_facture', 'Facture n° F-2024-0042', 'Facture n° F-2024-0099'],
  ['date_facture', 'Date de facture : 15/01/2024', 'Date de facture : 16/01/2024'],
])('%s is less sure beside another value that is called the same', (label, row, rival) => {
  const alone = confidenceOf(label, row)

  expect(confidenceOf(label, `${row}\n\n\n${rival}`)).toBeLessThan(alone)
  expect(confidenceOf(label, `${row}\n\n\n${row}`)).toBe(alone)
})

test('totals that balance are less sure beside another amount that is called the total', () => {
  const totals = `
    Subtotal        100.00
    Tax               0.00
    Amount          100.00`

  const contested = confidenceOf('montant_ttc', `${totals}\n    TOTAL           480.00`)

  expect(contested).toBeLessThan(confidenceOf('montant_ttc', totals))
})

test('what is left to pay after an instalment does not contest the total', () => {
  const totals = `
    Total HT        100,00
    TVA 20 %         20,00
    Total TTC       120,00`

  const paid = `${totals}
    Acompte versé    50,00
    Total à payer    70,00`

  expect(confidenceOf('montant_ttc', paid)).toBeCloseTo(confidenceOf('montant_ttc', totals), 1)
})

test('a character of a scanned number that stands alone makes it less sure', () => {
  const [alone, among] = ['1/00042', '12/00042'].map((number) => {
    const page = drawPage(`Facture n° ${number}`)
    const words = page.words.map((word) => ({ ...word, confidence: 0.95 }))
    const { fields } = readPages([{ ...page, source: 'ocr', words }])
    return fields.find(({ label }) => label === 'numero_facture')?.confidence
  })

  expect(alone).toBeLessThan(among ?? 0)
})

test('a scanned number that ends in a mark before more digits is less sure', () => {
  const [cut, whole] = ['F202000, 127', 'F202000 Date 127'].map((number) => {
    const page = drawPage(`Facture n° ${number}`)
    const words = page.words.map((word) => ({ ...word, confidence: 0.95 }))
    const { fields } = readPages([{ ...page, source: 'ocr', words }])
    return fields.find(({ label }) => label === 'numero_facture')?.confidence
  })

  expect(1 - (cut ?? 1)).toBeGreaterThan(3 * (1 - (whole ?? 0)))
})

test('the date of the only day that a document names is surer than one of several', () => {
  const only = confidenceOf('date_facture', 'ACME\n15/01/2024')

  expect(confidenceOf('date_facture', 'ACME\n15/01/2024\n\n17/02/2024')).toBeLessThan(only)
})
