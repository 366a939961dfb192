import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkVatRates } from './vat-rates.ts'

test.each([
  [2_000, true],
  [550, false],
])('net × the one rate of %i hundredths of a percent makes the tax: %s', (rate, passed) => {
  const sums = { montant_ht: 50_000, montant_tva: 10_000 }

  const checks = checkVatRates({ sums, rates: [rate], breakdown: [] })

  expect(outcomes(checks)).toEqual({ 'totals.vat_by_rate': passed })
})

test('with several rates and no breakdown none has to explain the whole tax', () => {
  const sums = { montant_ht: 50_000, montant_tva: 5_650 }

  expect(checkVatRates({ sums, rates: [2_000, 550], breakdown: [] })).toEqual([])
})

const normal = { rate: '20.00', base: '300.00', amount: '60.00' }
const reduced = { rate: '5.50', base: '200.00', amount: '11.00' }
const sums = { montant_ht: 50_000, montant_tva: 7_100 }
const rates = [2_000, 550]

test.each([
  ['agree', [normal, reduced], true, true],
  ['are printed with a minus', [{ ...normal, amount: '-60.00' }, reduced], true, false],
  ['do not make their tax', [{ ...normal, amount: '66.00' }, reduced], false, false],
  ['leave a part of the net out', [normal], true, false],
])('two rates of which the rows %s', (_, breakdown, byRate, together) => {
  const checks = checkVatRates({ sums, rates, breakdown })

  expect(outcomes(checks)).toEqual({
    'totals.vat_by_rate': byRate,
    'totals.vat_breakdown': together,
  })
})

test('a credit note may print every amount of the breakdown with a minus', () => {
  const breakdown = [{ rate: '20.00', base: '-300.00', amount: '-60.00' }]

  const checks = checkVatRates({
    sums: { montant_ht: 30_000, montant_tva: 6_000 },
    rates: [2_000],
    breakdown,
  })

  expect(outcomes(checks)).toEqual({ 'totals.vat_by_rate': true, 'totals.vat_breakdown': true })
})

test('rows that lack a base are not added up', () => {
  const breakdown = [normal, { rate: '5.50', amount: '11.00' }]

  const checks = checkVatRates({ sums, rates, breakdown })

  expect(outcomes(checks)).toEqual({ 'totals.vat_by_rate': true })
})

test('the row that is wrong is named, the right ones are not', () => {
  const breakdown = [{ ...normal, amount: '66.00' }, reduced]

  const [check] = checkVatRates({ sums, rates, breakdown })

  expect(check?.detail).toBe('300.00 × 20 % ≠ VAT 66.00')
})

test('what the rates make together is told beside the totals', () => {
  const [, check] = checkVatRates({ sums, rates, breakdown: [normal] })

  expect(check?.detail).toMatch(/300\.00.*60\.00.*500\.00.*71\.00/)
})
