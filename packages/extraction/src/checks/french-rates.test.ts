import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkFrenchRates } from './french-rates.ts'

const french = { fournisseur_tva: 'FR44732829320', date_facture: '2024-01-15' }

test.each([
  ['of the mainland', [2_000, 1_000, 550, 210, 0], true],
  ['of Réunion', [850, 175, 105], true],
  ['of Corsica', [90, 1_300], true],
  ['of Germany', [2_000, 1_900], false],
  ['of the years before 2014', [1_960], false],
])('a French supplier with rates %s', (_, rates, passed) => {
  expect(outcomes(checkFrenchRates(french, rates))).toEqual({ 'vat.french_rate': passed })
})

test.each([
  [1_960, true],
  [700, true],
  [1_900, false],
])('in 2013 a rate of %i hundredths of a percent was in force: %s', (rate, passed) => {
  const checks = checkFrenchRates({ ...french, date_facture: '2013-06-30' }, [rate])

  expect(outcomes(checks)).toEqual({ 'vat.french_rate': passed })
})

test.each([
  ['a SIREN', { fournisseur_siren: '732829320' }],
  ['a SIRET', { fournisseur_siret: '73282932000074' }],
])('a supplier with %s is French', (_, values) => {
  expect(outcomes(checkFrenchRates(values, [1_900]))).toEqual({ 'vat.french_rate': false })
})

test.each([
  ['a German supplier', { fournisseur_tva: 'DE136695976' }, [1_900]],
  ['a supplier of whom no number is known', {}, [1_900]],
  ['a French client', { client_tva: 'FR44732829320' }, [1_900]],
  ['a French supplier without a rate', french, []],
])('%s is not asked for French rates', (_, values, rates) => {
  expect(checkFrenchRates(values, rates)).toEqual([])
})

test('only the rates that France does not have are named', () => {
  const [check] = checkFrenchRates(french, [2_000, 1_900])

  expect(check?.detail).toBe('19 %: not in force in France')
})
