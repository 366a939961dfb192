import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkTotals } from './totals.ts'

test.each([
  ['agree', 60_000, true],
  ['differ by a cent of rounding', 60_001, true],
  ['differ by a euro', 60_100, false],
])('net + tax and gross %s', (_, gross, passed) => {
  const checks = checkTotals({ montant_ht: 50_000, montant_tva: 10_000, montant_ttc: gross })

  expect(outcomes(checks)).toEqual({ 'totals.net_plus_vat': passed })
})

test('the totals of a credit note agree with a minus as without', () => {
  const checks = checkTotals({ montant_ht: -50_000, montant_tva: -10_000, montant_ttc: -60_000 })

  expect(outcomes(checks)).toEqual({ 'totals.net_plus_vat': true })
})

test('totals of which one bears another sign do not agree', () => {
  const checks = checkTotals({ montant_ht: -50_000, montant_tva: -10_000, montant_ttc: 60_000 })

  expect(outcomes(checks)).toEqual({ 'totals.net_plus_vat': false })
})

test('a net from which the discount was not taken does not make the gross', () => {
  const checks = checkTotals({
    montant_ht: 55_000,
    remise: 5_000,
    montant_tva: 10_000,
    montant_ttc: 60_000,
  })

  expect(outcomes(checks)).toEqual({ 'totals.net_plus_vat': false })
})

test.each([
  ['after a deposit', { acompte: 15_000, net_a_payer: 45_000 }, true],
  ['after a deposit printed with its minus', { acompte: -15_000, net_a_payer: 45_000 }, true],
  ['after a deposit and a discount', { acompte: 15_000, remise: 1_000, net_a_payer: 44_000 }, true],
  ['after a discount', { remise: 1_000, net_a_payer: 59_000 }, true],
  ['in full, the discount being in the total', { remise: 1_000, net_a_payer: 60_000 }, true],
  ['in full', { net_a_payer: 60_000 }, true],
  ['in full, though a deposit was paid', { acompte: 15_000, net_a_payer: 60_000 }, false],
  ['and more than the total', { net_a_payer: 67_000 }, false],
  ['in round euros', { net_a_payer: 60_040, rounding: 40 }, true],
  [
    'after a deposit, in round euros',
    { acompte: 15_000, net_a_payer: 44_960, rounding: -40 },
    true,
  ],
])('the amount is due %s', (_, parts, passed) => {
  const checks = checkTotals({ montant_ttc: 60_000, ...parts })

  expect(outcomes(checks)).toEqual({ 'totals.amount_due': passed })
})

test('less may be due for reasons that no field holds', () => {
  expect(checkTotals({ montant_ttc: 60_000, net_a_payer: 51_000 })).toEqual([])
})

test('nothing is checked when nothing was found', () => {
  expect(checkTotals({})).toEqual([])
})

test.each([
  [63_000, 'net 500.00 + VAT 100.00 = 600.00, but gross is 630.00'],
  [60_000, 'net 500.00 + VAT 100.00 = gross 600.00'],
])('the sum to %i cents is told in words and amounts', (gross, words) => {
  const [check] = checkTotals({ montant_ht: 50_000, montant_tva: 10_000, montant_ttc: gross })

  expect(check?.detail).toBe(words)
})

test('what is due is told with what was paid and taken off', () => {
  const sums = { montant_ttc: 60_000, acompte: 15_000, remise: 1_000, net_a_payer: 44_000 }

  const [check] = checkTotals(sums)

  expect(check?.detail).toBe('gross 600.00 − paid 150.00 − discount 10.00 = amount due 440.00')
})
