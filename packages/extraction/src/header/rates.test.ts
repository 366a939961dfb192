import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

function ratesOf(totals: string, lines = ''): string[] {
  return read(sampleInvoice({ lines, totals }))
    .fields.filter(({ label }) => label === 'taux_tva')
    .map(({ value }) => value)
}

test('the rates whose rows add up to the totals are all there are, the rate of nothing among them', () => {
  const rates = ratesOf(`
Remise 5 % sur 100,00                                                              -5,00
Taux        Base TVA          Montant TVA
20 %        40,00             8,00
0 %         60,00             0,00

                              Total HT   100,00 €
                              TVA          8,00 €
                              Total TTC  108,00 €`)

  expect(rates.toSorted()).toEqual(['0.00', '20.00'])
})

test('of two readings of a row by rate, the one that completes the totals counts', () => {
  const rates = ratesOf(`
10 % de remise sur 50,00                                                           -5,00
Taux        Base TVA          Montant TVA
20 %        100,00            20,00
10 %        45,00             4,50

                              Total HT   145,00 €
                              TVA         24,50 €
                              Total TTC  169,50 €`)

  expect(rates.toSorted()).toEqual(['10.00', '20.00'])
})

test('a percentage that neither the totals nor a word of tax confirm is no rate', () => {
  const rates = ratesOf(`
Part du site : 8 %

                              Total HT   100,00 €
                              Taxes       12,58 €
                              Total TTC  112,58 €`)

  expect(rates).toEqual([])
})

test.each([
  ['TVA due par le preneur (art. 283-2 nonies du CGI)', 'Retenue de garantie 5 %   50,00 €'],
  ['Autoliquidation de la TVA', 'Majoration 10 %   100,00 €'],
  ['TVA 20 % : autoliquidation', 'Retenue de garantie 5 %   50,00 €'],
  ['Reverse charge', 'CIS deduction 20%   200,00 €'],
  ['Regime forfettario', "Ritenuta d'acconto 20%   200,00 €"],
  ['Steuerschuldnerschaft des Leistungsempfängers', '19 % USt   0,00 €'],
])('an invoice that bears no tax has no other rate: %s, %s', (foot, row) => {
  const totals = `Total HT   1 000,00 €\n${row}\nTotal TTC   1 000,00 €`

  expect(ratesOf(`${totals}\n${foot}`)).toEqual([])
})

test.each([
  ['Subtotal   $1,000.00', 'Sales Tax (8.25%)   $0.00', 'Total   $1,000.00'],
  ['Subtotal   $1,000.00', 'Tax rate   8.25%\nTax   $0.00', 'Total   $1,000.00'],
  ['Subtotal   A$1,000.00', 'GST (10%)   A$0.00', 'Total   A$1,000.00'],
  ['Net   £1,000.00', 'VAT 20%   £0.00', 'Total   £1,000.00'],
])(
  'a rate beside a tax of nothing is none where net and gross are the same: %s, %s',
  (...totals) => {
    expect(ratesOf(totals.join('\n'))).toEqual([])
  },
)

test('a rate beside a tax of nothing stays where the totals do not agree', () => {
  expect(ratesOf('Net   £1,000.00\nVAT 20%   £0.00\nTotal   £1,200.00')).toEqual(['20.00'])
})
