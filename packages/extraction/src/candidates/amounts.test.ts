import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

function totalOf(printed: string) {
  return valuesOf(
    read(`
      Facture n° F-2024-0042
      Total TTC : ${printed}`),
  ).montant_ttc
}

test.each([
  ['1 234,56 €', '1234.56 EUR'],
  ['1 234 567,89 €', '1234567.89 EUR'],
  ['1.234,56 €', '1234.56 EUR'],
  ['€ 1,234.56', '1234.56 EUR'],
  ["CHF 1'234.50", '1234.50 CHF'],
  ['EUR 1 234,56', '1234.56 EUR'],
  ['1\u00a0234,56 €', '1234.56 EUR'],
  ['-1 234,56 €', '-1234.56 EUR'],
  ['1 234,56- €', '-1234.56 EUR'],
  ['(1 234,56) €', '-1234.56 EUR'],
])('%s is one amount, in however many words it is printed', (printed, value) => {
  expect(totalOf(printed)).toBe(value)
})

test.each([
  '540,00 € - TVA non applicable, art. 293 B du CGI',
  '540,00 € – payable à réception',
  '540,00 - net de taxe',
])('a dash behind an amount is no minus: %s', (printed) => {
  expect(totalOf(printed)).toMatch(/^540\.00/)
})

test('two amounts of a row stay two', () => {
  const reading = read(`
    Facture n° F-2024-0042
                     Total HT        TVA        Total TTC
                       500,00     100,00           600,00`)

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00',
    montant_tva: '100.00',
    montant_ttc: '600.00',
  })
})

test.each(['75011', '20 %', '15/01/2024', '01 42 68 53 00', 'F-2024-0042'])(
  '%s behind a caption is no amount',
  (printed) => {
    expect(totalOf(printed)).toBeUndefined()
  },
)

test.each([
  ['600 €', '600.00 EUR'],
  ['600 CHF', '600.00 CHF'],
  ['100 000 XOF', '100000.00 XOF'],
  ['HUF 85000', '85000.00 HUF'],
])('a whole number is an amount when its currency stands with it: %s', (printed, value) => {
  expect(totalOf(printed)).toBe(value)
})

test.each(['HST (13%)', 'HST 13%', 'HST', 'TVH (13 %)'])('%s is a tax', (name) => {
  const text = `Invoice 1007\nSubtotal      $1,000.00\n${name}      $130.00\nTotal      $1,130.00`

  expect(valuesOf(read(text)).montant_tva).toBe('130.00 CAD')
})

test('what petrol is called is no amount', () => {
  const text = 'Invoice 1007\nTotal RH 86.00\nVisa RH 86.00\nDiesel & Petrol RON 95'

  expect(valuesOf(read(text))).toMatchObject({ montant_ttc: '86.00' })
})

test.each(['105 . 00', '105. 00', '105 .00', '|105.00', '105.00|EUR'])(
  '"%s" is one amount, as a recognizer parts or frames it',
  (printed) => {
    expect(totalOf(printed)).toMatch(/^105\.00/)
  },
)
