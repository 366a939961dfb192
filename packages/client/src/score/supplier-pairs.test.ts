import { Corrections } from '@invoice-ml/contracts'
import type { Truth } from '@invoice-ml/scoring'
import { expect, test } from 'vitest'
import { correctionOf, lessonsOf } from './supplier-pairs.ts'

function truthOf(fields: Record<string, unknown>, not_visible: string[] = []): Truth {
  return {
    document: 'a.pdf',
    kind: 'invoice',
    language: 'fr',
    rendering: 'scan',
    fields,
    not_visible,
  }
}

const invoice = (fournisseur_nom: string, numero_facture: string) =>
  truthOf({ fournisseur_nom, numero_facture })

test('the first document of a supplier teaches, its others learn', () => {
  const truths = new Map([
    ['a', invoice('ACME SARL', '1')],
    ['b', invoice('Acme, Sarl', '2')],
    ['c', invoice('Other', '1')],
  ])

  expect(lessonsOf(truths)).toEqual([{ teacher: 'a', learners: ['b'] }])
})

test('the scan of an invoice learns nothing from its file', () => {
  const truths = new Map([
    ['a', invoice('ACME', '1')],
    ['a-scan', invoice('ACME', '1')],
  ])

  expect(lessonsOf(truths)).toEqual([])
})

test('documents without a known supplier have none in common', () => {
  expect(
    lessonsOf(
      new Map([
        ['a', truthOf({})],
        ['b', truthOf({ numero_facture: '2' })],
      ]),
    ),
  ).toEqual([])
})

test('a truth is said as corrections are written', () => {
  const correction = correctionOf(
    truthOf(
      {
        montant_ttc: '120.5',
        taux_tva: ['20', '5.5'],
        devise: 'EUR',
        fournisseur_adresse: '1 rue A\n75001 Paris',
        fournisseur_iban: 'not an IBAN',
        client_nom: 'Durand',
        date_echeance: null,
      },
      ['client_nom'],
    ),
  )

  expect(Corrections.safeParse(correction).success).toBe(true)
  expect(correction.fields).toEqual([
    { label: 'taux_tva', value: '20.00' },
    { label: 'taux_tva', value: '5.50' },
    { label: 'montant_ttc', value: '120.50 EUR' },
    { label: 'devise', value: 'EUR' },
    { label: 'fournisseur_adresse', value: '1 rue A 75001 Paris' },
  ])
})
