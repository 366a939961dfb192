import { expect, test } from 'vitest'
import { formatCents, guessDecimalMark, parseAmount } from './amount.ts'

test.each([
  ['1 234,56', 123_456],
  ['1,234.56', 123_456],
  ['1.234,56', 123_456],
  ["1'234.56", 123_456],
  ['1’234.56', 123_456],
  ['1234,56', 123_456],
  ['1.234.567,89', 123_456_789],
  ['1 234 567,89', 123_456_789],
  ['12,00', 1_200],
  ['12.5', 1_250],
  ['0,05', 5],
  ['12', 1_200],
  ['1.250,-', 125_000],
  ['1.250,--', 125_000],
  ['1.250,—', 125_000],
])('%s is read whatever its thousands and decimals look like', (text, cents) => {
  expect(parseAmount(text)?.cents).toBe(cents)
})

test.each([
  ['no-break', '1\u00a0234,56'],
  ['narrow no-break', '1\u202f234,56'],
  ['thin', '1\u2009234,56'],
])('a %s space parts thousands', (_name, text) => {
  expect(parseAmount(text)?.cents).toBe(123_456)
})

test.each(['-12,00', '−12,00', '–12,00', '12,00-', '(12,00)', '- 12,00 €', '€ -12.00', '12.00 CR'])(
  '%s is negative',
  (text) => {
    expect(parseAmount(text)?.cents).toBe(-1_200)
  },
)

test.each([
  '12,00 €',
  '€12.00',
  '$12.00',
  '12,00€',
  'EUR 12,00',
  '12.00 GBP',
  'RM 12.00',
  '£12.00',
  'US$12.00',
  'CA$12.00',
  'C$12.00',
  'A$12.00',
  'AU$12.00',
  'S$12.00',
  'SG$12.00',
])('the currency of %s is no part of its number', (text) => {
  expect(parseAmount(text)?.cents).toBe(1_200)
})

test('1.234 is a thousand and more where commas are decimal marks', () => {
  expect(parseAmount('1.234', ',')?.cents).toBe(123_400)
})

test('1.234 is one and a little where dots are decimal marks', () => {
  expect(parseAmount('1.234', '.')?.cents).toBe(123)
})

test('1.234 is a thousand and more in a document that does not tell: prices of three decimals are rare', () => {
  expect(parseAmount('1.234')?.cents).toBe(123_400)
})

test('the decimal mark of the document does not part 1.234,56 otherwise', () => {
  expect(parseAmount('1.234,56', '.')?.cents).toBe(123_456)
})

test('an amount says whether it was printed with decimals', () => {
  expect([parseAmount('12,00')?.hasDecimals, parseAmount('12')?.hasDecimals]).toEqual([true, false])
})

test.each([
  '',
  'total',
  '12/01/2024',
  '12,00 %',
  'F-2024',
  '1,2,3',
  '01 02 03 04 05',
  '12:30',
  '€',
])('%j is no amount', (text) => {
  expect(parseAmount(text)).toBeUndefined()
})

test('most amounts of a document decide on its decimal mark', () => {
  const texts = ['1.234,56', '12,00', '99.00', 'Total', '2024']

  const mark = guessDecimalMark(texts)

  expect(mark).toBe(',')
})

test('thousands and dates speak for no decimal mark', () => {
  const texts = ['1.234', '12.03.2024', '1,234']

  const mark = guessDecimalMark(texts)

  expect(mark).toBeUndefined()
})

test.each([
  [125_000, '1250.00'],
  [5, '0.05'],
  [-5, '-0.05'],
  [-123_456, '-1234.56'],
  [0, '0.00'],
])('%i cents are written %s', (cents, text) => {
  expect(formatCents(cents)).toBe(text)
})
