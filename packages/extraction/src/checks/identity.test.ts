import { expect, test } from 'vitest'
import { checkIdentity } from './identity.ts'

function outcome(values: Parameters<typeof checkIdentity>[0]) {
  return Object.fromEntries(checkIdentity(values).map(({ id, passed }) => [id, passed]))
}

test('SIRET, SIREN and VAT number of one company agree', () => {
  const checks = outcome({
    fournisseur_siren: '732829320',
    fournisseur_siret: '73282932000074',
    fournisseur_tva: 'FR44732829320',
  })

  expect(checks).toMatchObject({
    'identity.siret_in_siren': true,
    'identity.siren_in_vat': true,
  })
})

test('a SIRET that does not begin with the SIREN contradicts it', () => {
  const checks = outcome({ fournisseur_siren: '552100554', fournisseur_siret: '73282932000074' })

  expect(checks).toMatchObject({ 'siren.luhn': true, 'siret.luhn': true })
  expect(checks).toMatchObject({ 'identity.siret_in_siren': false })
})

test("a French VAT number that does not end with the SIRET's company contradicts it", () => {
  const checks = outcome({ client_siret: '73282932000074', client_tva: 'FR96552100554' })

  expect(checks).toMatchObject({ 'vat.key': true, 'identity.siren_in_vat': false })
})

test('a foreign VAT number holds no SIREN', () => {
  const checks = outcome({ fournisseur_siren: '732829320', fournisseur_tva: 'DE136695976' })

  expect(checks).toEqual({ 'siren.luhn': true, 'vat.key': true })
})

test('supplier and client are not compared with each other', () => {
  const checks = outcome({ fournisseur_siren: '732829320', client_tva: 'FR96552100554' })

  expect(checks).toEqual({ 'siren.luhn': true, 'vat.key': true })
})

test.each([
  ['iban.mod97', { fournisseur_iban: 'FR7630006000011234567890188' }],
  ['bic.format', { fournisseur_bic: 'AGRI12PP' }],
  ['siren.luhn', { client_siren: '732829321' }],
  ['siret.luhn', { client_siret: '73282932000075' }],
  ['vat.key', { client_tva: 'FR45732829320' }],
])('%s fails for wrong check digits', (id, values) => {
  expect(outcome(values)).toEqual({ [id]: false })
})
