import type { FieldLabel } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { writeValue } from './written.ts'

const cases: [FieldLabel, string, string | undefined][] = [
  ['montant_ttc', '1250.00 EUR', '1250.00 EUR'],
  ['montant_ttc', '1 250,00 €', '1250.00 EUR'],
  ['montant_ttc', '1 250,00', '1250.00 EUR'],
  ['montant_ttc', '€1,250.00', '1250.00 EUR'],
  ['montant_ttc', '-12,50 CHF', '-12.50 CHF'],
  ['montant_ttc', '(12,50)', '-12.50 EUR'],
  ['montant_ttc', 'douze euros', undefined],
  ['montant_ttc', '12,50 bananes', undefined],
  ['date_facture', '2026-04-03', '2026-04-03'],
  ['date_facture', '03/04/2026', '2026-04-03'],
  ['date_facture', '3 avril 2026', '2026-04-03'],
  ['date_facture', '1° aprile 2026', '2026-04-01'],
  ['date_facture', 'hier', undefined],
  ['taux_tva', '20 %', '20.00'],
  ['taux_tva', '5,5', '5.50'],
  ['taux_tva', 'réduit', undefined],
  ['devise', '€', 'EUR'],
  ['devise', 'CHF', 'CHF'],
  ['fournisseur_siren', '732 829 320', '732829320'],
  ['fournisseur_siren', '73282932', undefined],
  ['fournisseur_tva', 'FR 44 732 829 320', 'FR44732829320'],
  ['fournisseur_iban', 'FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
  ['fournisseur_nom', '  ACME \n SARL ', 'ACME SARL'],
  ['fournisseur_adresse', '4 quai de la Fosse\n44000 Nantes', '4 quai de la Fosse, 44000 Nantes'],
  ['numero_facture', 'F-2026-001', 'F-2026-001'],
  ['numero_facture', '   ', undefined],
]

test.each(cases)('%s typed as "%s" is written as %s', (label, typed, expected) => {
  expect(writeValue(label, typed, 'EUR')).toBe(expected)
})
