import { expect, test } from 'vitest'
import { normalise, normaliseDecimal } from './normalise.ts'

test.each([
  ['1 250,00 €', '1250.00 EUR'],
  ['1.250,5', '1250.50'],
  ['1,250.50 USD', '1250.50 USD'],
  ['£12', '12.00 GBP'],
  ['-80,00', '-80.00'],
  ['1250.00 EUR', '1250.00 EUR'],
  ['1.250', '1250.00'],
  ['TVA 208,33', '208.33'],
  ['1 250,00 TTC', '1250.00'],
  ['1 250,00 TTC chf', '1250.00 CHF'],
])('the amount %s is written %s', (typed, expected) => {
  const amount = normalise('amount', typed)

  expect(amount).toBe(expected)
})

test('an amount that names no currency has that of the document', () => {
  const amounts = ['12', '12 USD'].map((typed) => normalise('amount', typed, 'CHF'))

  expect(amounts).toEqual(['12.00 CHF', '12.00 USD'])
})

test.each([
  ['12/01/2026', '2026-01-12'],
  ['3.2.26', '2026-02-03'],
  ['2026-01-12', '2026-01-12'],
  ['1er août 2025', '2025-08-01'],
  ['3 March 2024', '2024-03-03'],
])('the date %s is written %s', (typed, expected) => {
  const date = normalise('date', typed)

  expect(date).toBe(expected)
})

test.each([
  ['rate', '5,5 %', '5.50'],
  ['rate', '5,125 %', '5.13'],
  ['currency', '€', 'EUR'],
  ['siren', '732 829 320', '732829320'],
  ['iban', 'fr76 3000 6000', 'FR7630006000'],
  ['name', '  Dupont\n SARL ', 'Dupont SARL'],
] as const)('a %s as %j is written %s', (type, typed, expected) => {
  const value = normalise(type, typed)

  expect(value).toBe(expected)
})

test('what cannot be understood stays as it was typed', () => {
  const amount = normalise('amount', 'douze')

  expect(amount).toBe('douze')
})

test.each([
  ['1 250,125', '1250.125', '1250.125'],
  ['1,250', '1.250', '1250'],
  ['1.250', '1.250', '1250'],
  ['0,125', '0.125', '0.125'],
  ['1.234.567', '1234567', '1234567'],
  ['1,234.567', '1234.567', '1234.567'],
  ['1.234.5', '1.234.5', '1.234.5'],
])('the decimal %s is the quantity %s and the price %s', (typed, quantity, price) => {
  const read = [false, true].map((canBeThousands) => normaliseDecimal(typed, { canBeThousands }))

  expect(read).toEqual([quantity, price])
})
