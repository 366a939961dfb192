import type { LineItem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { checkArithmetic } from './arithmetic.ts'

function linesOf(...amounts: (string | undefined)[]): LineItem[] {
  return amounts.map((amount) => ({
    description: 'Support',
    ...(amount === undefined ? {} : { amount }),
    page: 1,
    bbox: { x: 0, y: 0, width: 1, height: 0.1 },
    confidence: 1,
  }))
}

function outcome(...parts: Parameters<typeof checkArithmetic>) {
  return Object.fromEntries(checkArithmetic(...parts).map(({ id, passed }) => [id, passed]))
}

test.each([
  ['agree', 60_000, true],
  ['differ by a cent of rounding', 60_001, true],
  ['differ by a euro', 60_100, false],
])('net + tax and gross %s', (_, gross, passed) => {
  const checks = outcome({ montant_ht: 50_000, montant_tva: 10_000, montant_ttc: gross }, [], [])

  expect(checks).toEqual({ 'totals.net_plus_vat': passed })
})

test('the totals of a credit note agree with a minus as without', () => {
  const checks = outcome(
    { montant_ht: -50_000, montant_tva: -10_000, montant_ttc: -60_000 },
    [],
    [],
  )

  expect(checks).toEqual({ 'totals.net_plus_vat': true })
})

test.each([
  [2_000, true],
  [550, false],
])('net × a rate of %i hundredths of a percent makes the tax: %s', (rate, passed) => {
  const checks = outcome({ montant_ht: 50_000, montant_tva: 10_000 }, [rate], [])

  expect(checks).toEqual({ 'totals.vat_by_rate': passed })
})

test('with several rates none has to explain the whole tax', () => {
  const checks = outcome({ montant_ht: 50_000, montant_tva: 5_650 }, [2_000, 550], [])

  expect(checks).toEqual({})
})

test.each([
  ['the net', { montant_ht: 50_000, montant_ttc: 60_000 }, true],
  ['the gross, on receipts', { montant_ht: 41_667, montant_ttc: 50_000 }, true],
  ['the net before a discount', { montant_ht: 45_000, remise: 5_000 }, true],
  [
    'the net before a discount printed with its minus',
    { montant_ht: 45_000, remise: -5_000 },
    true,
  ],
  ['the net without shipping', { montant_ht: 52_000, frais_port: 2_000 }, true],
  ['nothing that is printed', { montant_ht: 70_000, montant_ttc: 84_000 }, false],
])('the lines may add up to %s', (_, sums, passed) => {
  const checks = outcome(sums, [], linesOf('200.00', '300.00'))

  expect(checks).toEqual({ 'totals.lines': passed })
})

test('lines of which one has no amount are not added up', () => {
  const checks = outcome({ montant_ht: 50_000 }, [], linesOf('200.00', undefined))

  expect(checks).toEqual({})
})

test.each([
  [45_000, true],
  [60_000, false],
])('gross − deposit makes the amount due of %i cents: %s', (due, passed) => {
  const checks = outcome({ montant_ttc: 60_000, acompte: 15_000, net_a_payer: due }, [], [])

  expect(checks).toEqual({ 'totals.amount_due': passed })
})

test('nothing is checked when nothing was found', () => {
  expect(checkArithmetic({}, [], [])).toEqual([])
})

test('a failed check says what was compared', () => {
  const [check] = checkArithmetic(
    { montant_ht: 50_000, montant_tva: 10_000, montant_ttc: 63_000 },
    [],
    [],
  )

  expect(check?.detail).toContain('500.00')
  expect(check?.detail).toContain('100.00')
  expect(check?.detail).toContain('630.00')
})
