import type { FieldLabel } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { outcomes } from '../testing/outcomes.ts'
import { checkAll } from './check-all.ts'

function found(...values: [FieldLabel, string][]): Found[] {
  return values.map(([label, value]) => ({
    label,
    value,
    raw: value,
    page: undefined,
    box: undefined,
    words: [],
    evidence: 1,
  }))
}

test.each([
  ['with their currency', '500.00 EUR', '100.00 EUR', '600.00 EUR'],
  ['of an unknown currency', '500.00', '100.00', '600.00'],
  ['with more decimals, as an XML may have them', '500.0000 EUR', '100.004 EUR', '600.00 EUR'],
  ['of a credit note', '-500.00 EUR', '-100.00 EUR', '-600.00 EUR'],
])('totals %s are added up', (_, net, tax, gross) => {
  const values = found(['montant_ht', net], ['montant_tva', tax], ['montant_ttc', gross])

  const checks = checkAll({ found: values, lines: [], vatBreakdown: [] })

  expect(outcomes(checks)).toEqual({ 'totals.net_plus_vat': true })
})

test('every rate of a document is checked, not the last alone', () => {
  const values = found(
    ['fournisseur_tva', 'FR44732829320'],
    ['taux_tva', '19.00'],
    ['taux_tva', '20.00'],
  )

  const checks = checkAll({ found: values, lines: [], vatBreakdown: [] })

  expect(outcomes(checks)).toMatchObject({ 'vat.french_rate': false })
})

test('a document of which nothing was found has no check', () => {
  expect(checkAll({ found: [], lines: [], vatBreakdown: [] })).toEqual([])
})
