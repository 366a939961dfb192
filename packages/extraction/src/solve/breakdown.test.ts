import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

test('a row of thousands of rates and amounts, of which none fit, keeps nobody busy', () => {
  const row = 'TVA 20,00 '.repeat(2_000)

  expect(valuesOf(read(`Facture n° F-2024-0042\n${row}\nTotal TTC 12,00 €`)).montant_ttc).toBe(
    '12.00 EUR',
  )
})

test('the amounts next to a rate are its base and tax, however many others the row holds', () => {
  const others = '1,00    2,00    3,00    4,00    5,00    '.repeat(4)
  const reading = read(`
Facture n° F-2024-0042
${others}TVA 20 %     500,00    100,00
Total TTC                600,00 €`)

  expect(reading.vat_breakdown).toEqual([{ rate: '20.00', base: '500.00', amount: '100.00' }])
})
