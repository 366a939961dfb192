import type { FieldLabel } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { isRight } from './compare.ts'

test.each<[FieldLabel, unknown, string[], boolean]>([
  ['montant_ttc', '1250.00', ['1250.00 EUR'], true],
  ['montant_ttc', '1250.00', ['1250.01 EUR'], true],
  ['montant_ttc', '1250.00', ['1250.02 EUR'], false],
  ['montant_ttc', '-7.67', ['7.67 EUR'], true],
  ['date_facture', '2026-01-15', ['2026-01-15'], true],
  ['date_facture', '2026-01-15', ['2026-01-16'], false],
  ['taux_tva', ['20.00', '5.50'], ['5.5', '20'], true],
  ['taux_tva', ['20.00', '5.50'], ['20.00'], false],
  ['numero_facture', 'F-2026/001', ['F2026001'], true],
  ['numero_facture', 'F-2026/001', ['F2026007'], false],
  ['fournisseur_tva', 'FR12345678901', ['12345678901'], true],
  ['fournisseur_tva', 'FR12345678901', ['DE12345678901'], false],
  ['fournisseur_nom', 'Café Dupont SARL', ['CAFE DUPONT'], true],
  ['fournisseur_nom', 'Café Dupont SARL', ['Boulangerie Martin'], false],
  [
    'client_adresse',
    '3 rue de la Paix, 75002 Paris',
    ['3 RUE DE LA PAIX 75002 PARIS FRANCE'],
    true,
  ],
  ['devise', 'EUR', ['EUR'], true],
  ['devise', 'EUR', [], false],
])('%s: %j read as %j is right: %s', (label, expected, got, verdict) => {
  expect(isRight(label, expected, got, false)).toBe(verdict)
})

test('the sign of an amount counts, but not on a credit note', () => {
  expect(isRight('montant_ht', '7.67', ['-7.67 EUR'], false)).toBe(false)
  expect(isRight('montant_ht', '7.67', ['-7.67 EUR'], true)).toBe(true)
})
