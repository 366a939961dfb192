import { expect, test } from 'vitest'
import {
  randomBelgianVat,
  randomFrenchVat,
  randomGermanVat,
  randomItalianVat,
  randomPostOffice,
  randomSiren,
  randomSiret,
  withWrongDigit,
} from '../testing/identifiers.ts'
import { outcomes } from '../testing/outcomes.ts'
import { createRandom } from '../testing/random-pages.ts'
import { checkIdentity } from './identity.ts'

function outcome(values: Parameters<typeof checkIdentity>[0]) {
  return outcomes(checkIdentity(values))
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

  expect(checks).toEqual({ 'siren.luhn': true, 'vat.format': true, 'vat.key': true })
})

test('supplier and client are not compared with each other', () => {
  const checks = outcome({ fournisseur_siren: '732829320', client_tva: 'FR96552100554' })

  expect(checks).toEqual({ 'siren.luhn': true, 'vat.format': true, 'vat.key': true })
})

test('a bank of another country contradicts the IBAN', () => {
  const checks = outcome({
    fournisseur_iban: 'FR7630006000011234567890189',
    fournisseur_bic: 'DEUTDEFF',
  })

  expect(checks).toMatchObject({ 'bic.country_of_iban': false })
})

test.each([
  ['siren.luhn', { client_siren: '732829321' }, /client_siren 732829321.*Luhn/],
  ['siren.luhn', { client_siren: '73282932' }, /not 9 digits/],
  ['siret.luhn', { client_siret: '73282932000075' }, /client_siret 73282932000075.*Luhn/],
  ['siret.luhn', { client_siret: '35600000049838' }, /La Poste/],
  ['vat.key', { client_tva: 'FR45732829320' }, /key 45.*SIREN 732829320/],
  ['vat.key', { client_tva: 'FR12345678901' }, /SIREN 345678901.*Luhn/],
  ['vat.key', { client_tva: 'DE136695977' }, /DE136695977.*\(DE\)/],
  ['vat.format', { client_tva: 'DE13669597' }, /DE13669597.*DE$/],
])('%s fails for %o and says why', (id, values, words) => {
  const failed = checkIdentity(values).filter(({ passed }) => !passed)

  expect(failed.map((check) => check.id)).toEqual([id])
  expect(failed[0]?.detail).toMatch(words)
})

test.each(['US123456789', '27AAPFU0939F1ZV', '136695976'])(
  'the tax number %s of no country that we have a rule for is left out',
  (vat) => {
    expect(outcome({ fournisseur_tva: vat })).toEqual({})
  },
)

const kinds = [
  ['SIREN', 'fournisseur_siren', randomSiren],
  ['SIRET', 'fournisseur_siret', randomSiret],
  ['SIRET of La Poste', 'fournisseur_siret', randomPostOffice],
  ['French VAT number', 'fournisseur_tva', randomFrenchVat],
  ['Belgian VAT number', 'fournisseur_tva', randomBelgianVat],
  ['German VAT number', 'fournisseur_tva', randomGermanVat],
  ['Italian VAT number', 'fournisseur_tva', randomItalianVat],
] as const

test.each(kinds)('any %s passes', (_kind, label, make) => {
  const random = createRandom(3)
  const numbers = Array.from({ length: 300 }, () => make(random))

  const failed = numbers.filter((number) =>
    checkIdentity({ [label]: number }).some(({ passed }) => !passed),
  )

  expect(failed).toEqual([])
})

// The rule of La Poste lets every fifth wrong digit pass.
const strict = kinds.filter(([kind]) => kind !== 'SIRET of La Poste')

test.each(strict)('any %s with one wrong digit fails', (_kind, label, make) => {
  const random = createRandom(4)
  const wrong = Array.from({ length: 300 }, () => withWrongDigit(make(random), random))

  const accepted = wrong.filter((number) =>
    checkIdentity({ [label]: number }).every(({ passed }) => passed),
  )

  expect(accepted).toEqual([])
})
