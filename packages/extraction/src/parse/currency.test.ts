import { expect, test } from 'vitest'
import { currencyOnAmount, parseCurrency } from './currency.ts'

test.each([
  ['€', 'EUR'],
  ['euros', 'EUR'],
  ['US$', 'USD'],
  ['CHF', 'CHF'],
  ['SFr.', 'CHF'],
  ['Sfr.', 'CHF'],
  ['fr.', 'CHF'],
  ['£', 'GBP'],
])('%s is %s', (text, code) => {
  expect(parseCurrency(text)).toBe(code)
})

test('a word is no currency, nor are a company and a country in capitals', () => {
  expect(['Europe', 'SFR', 'FR.'].map(parseCurrency)).toEqual([undefined, undefined, undefined])
})

test.each([
  ['$US', 'USD'],
  ['$CAN', 'CAD'],
  ['$CAD', 'CAD'],
  ['CAD$', 'CAD'],
  ['NZ$', 'NZD'],
  ['R$', 'BRL'],
  ['zł', 'PLN'],
  ['DH', 'MAD'],
  ['AED', 'AED'],
  ['XOF', 'XOF'],
])('%s is %s, too', (text, code) => {
  expect(parseCurrency(text)).toBe(code)
})

test.each(['try', 'Ron', 'BLUE', 'R', 'S', '-'])('%s is another word', (text) => {
  expect(parseCurrency(text)).toBeUndefined()
})

test.each([
  ['CAD850.00', 'CAD'],
  ['EUR1.234,56', 'EUR'],
  ['EUR-850,00', 'EUR'],
  ['$850.00CAD', 'CAD'],
  ['850,00EUR', 'EUR'],
  ['850.00|EUR', 'EUR'],
  ["CHF1'234.50", 'CHF'],
  ['850,00zł', 'PLN'],
  ['JPY85,000', 'JPY'],
  ['¥85000', 'JPY'],
  ['(£5', 'GBP'],
  ['CAN$5', 'CAD'],
  ['850,00€', 'EUR'],
  ['R1,850.00', 'ZAR'],
  ['1000CA$', 'CAD'],
  ['1000A$', 'AUD'],
  ['1000CAD', 'CAD'],
  ['1000EUR', 'EUR'],
  ['850.00CAD$', 'CAD'],
  ['850,00$', 'USD'],
  ['Rs.850.00', 'INR'],
])('%s is in %s', (text, code) => {
  expect(currencyOnAmount(text)).toBe(code)
})

test.each([
  'CAD-2026-17',
  'CAD500',
  'EUR2026',
  'R16',
  'R3,15',
  '500ISK',
  'R0.22',
  'RS232',
  'AS$ET',
  '850.00',
  'PLN1.2.2026x',
])('%s names no currency', (text) => {
  expect(currencyOnAmount(text)).toBeUndefined()
})

test('a number without end keeps nobody busy', () => {
  expect(currencyOnAmount(`CAD${'1,'.repeat(200_000)}x`)).toBeUndefined()
})
