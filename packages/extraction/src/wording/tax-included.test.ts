import { expect, test } from 'vitest'
import { normalise } from '../parse/text.ts'
import { saysTaxIncluded } from './tax-included.ts'

test.each([
  'Total TTC (TVA incluse)',
  'Prix T.V.A. comprise',
  'Gesamtbetrag inkl. MwSt.',
  'Alle Preise verstehen sich inkl. der gesetzlichen Umsatzsteuer',
  'Umsatzsteuer ist im Preis enthalten',
  'Totaal incl. btw',
  'Total incl. VAT',
  'VAT registered. Books are zero-rated',
  'Totale IVA inclusa',
  'Total IVA incluido',
])('tax is included: %s', (text) => {
  expect(saysTaxIncluded(normalise(text))).toBe(true)
})

test.each([
  'TVA non incluse',
  'Taxe de séjour comprise',
  'inkl. 0 % MwSt.',
  'Im Rechnungsbetrag ist gemäß § 19 UStG keine Umsatzsteuer enthalten.',
  'Not VAT registered',
  'VAT Registered No. GB 123 4567 89',
  'VAT-registered: GB123456789',
  'Total TVAC',
  'Supply to a VAT registered customer',
  'VAT not included',
  'Totaal excl. btw',
  'Prezzo senza IVA',
])('tax is not included: %s', (text) => {
  expect(saysTaxIncluded(normalise(text))).toBe(false)
})

test.each(['inkl', 'inkl. gesetzl', 'incl. of any ', 'tva 1'])(
  'a text of nothing else is read in no time: %s',
  (text) => {
    expect(saysTaxIncluded(text.repeat(100_000))).toBe(false)
  },
)
