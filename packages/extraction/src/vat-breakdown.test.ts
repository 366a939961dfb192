import { expect, test } from 'vitest'
import { read } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

function breakdownOf(totals: string) {
  return read(sampleInvoice({ lines: '', totals })).vat_breakdown
}

test('with one rate the breakdown is that of the totals', () => {
  const { vat_breakdown } = read(sampleInvoice())

  expect(vat_breakdown).toEqual([{ rate: '20.00', base: '500.00', amount: '100.00' }])
})

test('each rate of a table has its base and its tax', () => {
  const breakdown = breakdownOf(`
Taux TVA     Base HT      Montant TVA
20 %         200,00       40,00
5,5 %        300,00       16,50

                                                            Total HT             500,00 €
                                                            Total TVA             56,50 €
                                                            Total TTC            556,50 €`)

  expect(breakdown).toEqual([
    { rate: '20.00', base: '200.00', amount: '40.00' },
    { rate: '5.50', base: '300.00', amount: '16.50' },
  ])
})

test('each rate may be printed in words among the totals', () => {
  const breakdown = breakdownOf(`
                                              Total HT                        500,00 €
                                              TVA 20 % sur 200,00 €            40,00 €
                                              TVA 5,5 % sur 300,00 €           16,50 €
                                              Total TVA                        56,50 €
                                              Total TTC                       556,50 €`)

  expect(breakdown).toEqual([
    { rate: '20.00', base: '200.00', amount: '40.00' },
    { rate: '5.50', base: '300.00', amount: '16.50' },
  ])
})

test('the tax of a credit note keeps its minus', () => {
  const breakdown = breakdownOf(`
                                                            Total HT            -200,00 €
                                                            TVA 20 %             -40,00 €
                                                            Total TTC           -240,00 €`)

  expect(breakdown).toEqual([{ rate: '20.00', base: '-200.00', amount: '-40.00' }])
})

test('a rate that does not explain the tax makes no breakdown', () => {
  const breakdown = breakdownOf(`
                                                            Total HT             500,00 €
                                                            TVA 20 %              90,00 €
                                                            Total TTC            590,00 €`)

  expect(breakdown).toEqual([])
})

test('items that look like base and tax are no breakdown', () => {
  const { vat_breakdown } = read(
    sampleInvoice({
      lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         1           400,00              20 %      400,00
Option                                  5            20,00              20 %      100,00`,
    }),
  )

  expect(vat_breakdown).toEqual([{ rate: '20.00', base: '500.00', amount: '100.00' }])
})

test('a table may print its rates without their sign', () => {
  const breakdown = breakdownOf(`
Art         Steuerbasis      USt. %      USt.-Betrag
S           200,00           19          38,00
S           300,00           7           21,00

                                                            Netto                500,00 €
                                                            USt.                  59,00 €
                                                            Brutto               559,00 €`)

  expect(breakdown).toEqual([
    { rate: '19.00', base: '200.00', amount: '38.00' },
    { rate: '7.00', base: '300.00', amount: '21.00' },
  ])
})

test('what is exempt has a row of its own when it is printed', () => {
  const breakdown = breakdownOf(`
Code        Taux        Base TVA        Montant TVA
S           20,00%      200,00          40,00
E           0,00%       300,00          0,00

                                                            Total HT             500,00 €
                                                            Total TVA             40,00 €
                                                            Total TTC            540,00 €`)

  expect(breakdown).toEqual([
    { rate: '20.00', base: '200.00', amount: '40.00' },
    { rate: '0.00', base: '300.00', amount: '0.00' },
  ])
})

test('where only a part is taxed the row of that part is taken', () => {
  const breakdown = breakdownOf(`
                                              Subtotal                        500.00 $
                                              Tax 15% on 200.00 $              30.00 $
                                              Total                           530.00 $`)

  expect(breakdown).toEqual([{ rate: '15.00', base: '200.00', amount: '30.00' }])
})

test('without printed rows the lines make the breakdown', () => {
  const { vat_breakdown } = read(
    sampleInvoice({
      lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              2           100,00              20 %      200,00
Livre                                   10          30,00               5,5 %     300,00`,
      totals: `
                                                            Total HT             500,00 €
                                                            Taxes                 56,50 €
                                                            Total TTC            556,50 €`,
    }),
  )

  expect(vat_breakdown).toEqual([
    { rate: '20.00', base: '200.00', amount: '40.00' },
    { rate: '5.50', base: '300.00', amount: '16.50' },
  ])
})
