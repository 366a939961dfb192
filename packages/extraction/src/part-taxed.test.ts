import type { FieldLabel, FieldValue } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import type { Check } from './checks/check.ts'
import { isPartTaxed } from './part-taxed.ts'

function field(label: FieldLabel, value: string): FieldValue {
  return { label, value, confidence: 1, raw: value, source: 'text_layer', checks: [] }
}

function fields(net: string, tax: string, ...rates: string[]): FieldValue[] {
  return [
    field('montant_ht', net),
    field('montant_tva', tax),
    ...rates.map((rate) => field('taux_tva', rate)),
  ]
}

const balance: Check = {
  id: 'totals.net_plus_vat',
  passed: true,
  detail: '',
  labels: ['montant_ht', 'montant_tva', 'montant_ttc'],
}

test.each([
  ['a part of the goods is taxed', fields('500.00 EUR', '40.00 EUR', '20.00'), true],
  ['a credit note is taxed in part', fields('-500.00 EUR', '-40.00 EUR', '20.00'), true],
  ['the highest of several rates counts', fields('500.00', '60.00', '5.50', '20.00'), true],
  ['more tax than the rate allows', fields('500.00', '140.00', '20.00'), false],
  ['no tax, and a rate', fields('500.00', '0.00', '20.00'), false],
  ['no rate', fields('500.00', '40.00'), false],
])('%s', (_, printed, expected) => {
  expect(isPartTaxed(printed, [balance])).toBe(expected)
})

test('without totals that add up nothing is explained', () => {
  const printed = fields('500.00', '40.00', '20.00')

  expect(isPartTaxed(printed, [])).toBe(false)
  expect(isPartTaxed(printed, [{ ...balance, passed: false }])).toBe(false)
})
