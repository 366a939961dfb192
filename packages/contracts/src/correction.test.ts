import { expect, test } from 'vitest'
import { Corrections } from './correction.ts'

const problemsOf = (body: unknown) =>
  Corrections.safeParse(body).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

test('nothing at all confirms everything', () => {
  expect(problemsOf({ fields: [] })).toBeUndefined()
})

test.each([
  ['montant_ttc', '1250.00 EUR'],
  ['montant_ttc', '-12.50'],
  ['date_facture', '2026-01-15'],
  ['taux_tva', '5.50'],
  ['devise', 'CHF'],
  ['fournisseur_iban', 'FR7630006000011234567890189'],
  ['fournisseur_nom', 'L’Œuvre & Fils'],
  ['date_echeance', null],
])('%s may be %s', (label, value) => {
  expect(problemsOf({ fields: [{ label, value }] })).toBeUndefined()
})

test.each([
  ['montant_ttc', '1 250,00 €', /an amount as/],
  ['date_facture', '15/01/2026', /a date as/],
  ['date_facture', '2026-13-01', /a date as/],
  ['taux_tva', '20 %', /a rate as/],
  ['fournisseur_iban', 'FR76 3000 6000', /an IBAN/],
  ['fournisseur_nom', 'two\nlines', /on one line/],
  ['fournisseur_nom', '', /at most 300/],
])('%s may not be %j, and the answer says what was expected', (label, value, expected) => {
  expect(problemsOf({ fields: [{ label, value }] })).toEqual([expect.stringMatching(expected)])
})

test('a cell that is no number is told so in words', () => {
  const mistakes = problemsOf({ fields: [], vat_breakdown: [{ rate: '20 %' }] })

  expect(mistakes).toEqual(['vat_breakdown.0.rate: expected a number as "20.00"'])
})

test('a label that occurs once may not be given twice', () => {
  const twice = (label: string) => ({
    fields: ['2.10', '5.50'].map((value) => ({ label, value })),
  })

  expect(problemsOf(twice('montant_ttc'))).toEqual(['fields: montant_ttc is given twice'])
  expect(problemsOf(twice('taux_tva'))).toBeUndefined()
})

test('a key that is not known is a mistake', () => {
  expect(problemsOf({ fields: [], field: [] })).toEqual([expect.stringContaining('field')])
})
