import type { FieldLabel } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { agreeCompanies } from './agree-companies.ts'

type Values = Partial<Record<FieldLabel, string>>

/** Values read from a picture, or from a text layer where recognition is 1. */
function found(values: Values, recognition = 0.8): Found[] {
  const box = { x: 0.1, y: 0.1, width: 0.2, height: 0.01 }
  return Object.entries(values).map(([label, value]) => ({
    // Object.entries forgets the type of the keys.
    label: label as FieldLabel,
    value,
    raw: value,
    page: 1,
    box,
    words: [{ text: value, box, confidence: recognition }],
    evidence: 0.9,
  }))
}

function valuesOf(fields: Found[]): Values {
  return Object.fromEntries(fields.map(({ label, value }) => [label, value]))
}

test.each<[string, Values, Values]>([
  [
    'SIRET by the SIREN',
    { fournisseur_siren: '732829320', fournisseur_siret: '73282932800074' },
    { fournisseur_siret: '73282932000074' },
  ],
  [
    'SIREN by the VAT number',
    { client_siren: '732829820', client_tva: 'FR44732829320' },
    { client_siren: '732829320' },
  ],
  [
    'VAT number by the SIRET',
    { client_siret: '73282932000074', client_tva: 'FR44782829320' },
    { client_tva: 'FR44732829320' },
  ],
])('a wrong digit of a %s is put right', (_, values, expected) => {
  const agreed = agreeCompanies(found(values))

  expect(valuesOf(agreed)).toEqual({ ...values, ...expected })
})

test('what was read is kept, and the value known to be repaired', () => {
  const read = found({ fournisseur_siren: '732829320', fournisseur_siret: '73282932800074' })

  const siret = agreeCompanies(read).find(({ label }) => label === 'fournisseur_siret')

  expect(siret).toMatchObject({ raw: '73282932800074', isRepaired: true })
})

test.each<[string, Values]>([
  ['two digits differ', { client_siren: '732829320', client_siret: '73282988000074' }],
  ['its other digits are wrong', { client_siren: '732829320', client_siret: '73282932800075' }],
  ['both are right', { client_siren: '552100554', client_siret: '73282932000074' }],
  ['the SIREN is wrong as well', { client_siren: '732829321', client_siret: '73282932800074' }],
  ['it is of the other party', { client_siren: '732829320', fournisseur_siret: '73282932800074' }],
  ['it is foreign', { client_siren: '732829320', client_tva: 'DE782829320' }],
])('a number stays as it was read where %s', (_, values) => {
  const agreed = agreeCompanies(found(values))

  expect(valuesOf(agreed)).toEqual(values)
})

test('what a text layer says is never changed', () => {
  const values = { fournisseur_siren: '732829320', fournisseur_siret: '73282932800074' }

  const agreed = agreeCompanies(found(values, 1))

  expect(valuesOf(agreed)).toEqual(values)
})
