import { expect, test } from 'vitest'
import {
  compact,
  hasIbanCheckDigits,
  hasIbanLength,
  hasVatShape,
  isValidBic,
  isValidIban,
  isValidSiren,
  isValidSiret,
  isValidVat,
} from './identifier.ts'

// Numbers from the documentation of banks, tax offices and the VIES.
test.each([
  'FR7630006000011234567890189',
  'DE89370400440532013000',
  'BE68539007547034',
  'NL91ABNA0417164300',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'GB29NWBK60161331926819',
  'CH9300762011623852957',
])('%s is an IBAN', (iban) => {
  expect(isValidIban(iban)).toBe(true)
})

test.each([
  ['a digit is wrong', 'FR7630006000011234567890188'],
  ['two digits are exchanged', 'DE89370400440532010300'],
  ['a digit is missing', 'DE8937040044053201300'],
  ['the country has none', 'US89370400440532013000'],
  ['nothing is there', ''],
])('it is no IBAN when %s', (_fault, iban) => {
  expect(isValidIban(iban)).toBe(false)
})

test.each([
  ['FR7630006000011234567890189', true],
  ['FR0630006000011234567890188', true],
  ['FR7630006000011234567890188', false],
  ['FR763000600001123456789018', false],
  ['', false],
])('the check digits of IBAN %j are right, whatever the RIB key: %s', (iban, isRight) => {
  expect(hasIbanCheckDigits(iban)).toBe(isRight)
})

test('a wrong IBAN still has the length of one', () => {
  const lengths = ['DE89370400440532010300', 'DE8937040044053201300', 'XX89370400440532013000'].map(
    hasIbanLength,
  )

  expect(lengths).toEqual([true, false, false])
})

test.each([
  ['732829320', true],
  ['552100554', true],
  ['732829321', false],
  ['73282932', false],
  ['7328293200', false],
  ['73282932A', false],
])('SIREN %s: 9 digits that satisfy Luhn, %s', (siren, isValid) => {
  expect(isValidSiren(siren)).toBe(isValid)
})

test.each([
  ['73282932000074', true],
  ['73282932000075', false],
  ['7328293200007', false],
])('SIRET %s: 14 digits that satisfy Luhn, %s', (siret, isValid) => {
  expect(isValidSiret(siret)).toBe(isValid)
})

test('an office of La Poste fails Luhn: its digits add up to a multiple of 5', () => {
  const offices = ['35600000049837', '35600000049838'].map(isValidSiret)

  expect(offices).toEqual([true, false])
})

test.each([
  'ATU13585627',
  'BE0403019261',
  'BE0428759497',
  'BE1000000021',
  'BG175074752',
  'CHE107787577',
  'CHE107787577MWST',
  'CY10259033P',
  'CZ25123891',
  'DE136695976',
  'DK13585628',
  'EE100931558',
  'EL094259216',
  'ES54362315K',
  'ESB58378431',
  'FI20774740',
  'FR44732829320',
  'FRK7399859412',
  'GB980780684',
  'HR33392005961',
  'HU12892312',
  'IE3628739UA',
  'IE6433435F',
  'IT00743110157',
  'LT119511515',
  'LU15027442',
  'LV40003521600',
  'MT11679112',
  'NL004495445B01',
  'NL123456789B13',
  'PL8567346215',
  'PT501964843',
  'RO18547290',
  'SE123456789701',
  'SI50223054',
  'SK2022749619',
  'XI980780684',
])('%s is a VAT number', (vat) => {
  expect(isValidVat(vat)).toBe(true)
})

test.each([
  'ATU13585626',
  'BE0428759498',
  'BG175074751',
  'CHE107787578',
  'CY10259033Z',
  'CZ25123890',
  'DE136695978',
  'DK13585627',
  'EE100594103',
  'EL123456781',
  'ES54362315Z',
  'ESB58378432',
  'FI20774741',
  'FR12345678901',
  'FR45732829320',
  'GB980780685',
  'HR33392005962',
  'HU12892313',
  'IE6433435E',
  'IT00743110158',
  'LT100001919018',
  'LU15027443',
  'LV40003521601',
  'MT11679113',
  'NL004495446B01',
  'PL8567346216',
  'PT501964842',
  'RO18547291',
  'SE123456789101',
  'SI50223053',
  'SK2022749618',
  'XI980780685',
  'DE37',
  'BE00',
  'XX123456789',
  '732829320',
  '',
])('%j is no VAT number', (vat) => {
  expect(isValidVat(vat)).toBe(false)
})

test('a VAT number with a wrong key still has the shape of one', () => {
  const shapes = ['FR45732829320', 'DE37', 'TOTAL'].map(hasVatShape)

  expect(shapes).toEqual([true, false, false])
})

test.each([
  ['AGRIFRPP', true],
  ['AGRIFRPP882', true],
  ['DEUTDEFF', true],
  ['AGRIFRPP8', false],
  ['AGRI12PP', false],
  ['AGRIXQPP', false],
])('BIC %s: 8 or 11 characters with a country, %s', (bic, isValid) => {
  expect(isValidBic(bic)).toBe(isValid)
})

test('an identifier is compared without spaces, dots and case', () => {
  expect(compact('fr 44.732-829 320')).toBe('FR44732829320')
})
