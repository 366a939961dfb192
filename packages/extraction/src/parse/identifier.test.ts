import { expect, test } from 'vitest'
import {
  compact,
  hasIbanLength,
  hasVatShape,
  isValidBic,
  isValidIban,
  isValidSiren,
  isValidSiret,
  isValidVat,
  repairIdentifier,
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
  'BE0428759497',
  'DE136695976',
  'DK13585628',
  'EL094259216',
  'ESB58378431',
  'FI20774740',
  'FR44732829320',
  'GB980780684',
  'IE3628739UA',
  'IT00743110157',
  'LU15027442',
  'NL004495445B01',
  'PL8567346215',
  'PT501964843',
  'SE123456789701',
])('%s is a VAT number', (vat) => {
  expect(isValidVat(vat)).toBe(true)
})

test.each([
  'BE0428759498',
  'DE136695977',
  'FR45732829320',
  'IT00743110158',
  'NL004495446B01',
  'ESB58378432',
  'FR12345678901',
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

test('a letter read for a digit is put right when only that satisfies the check digits', () => {
  const repaired = repairIdentifier('FR763000600001I234567890189', isValidIban)

  expect(repaired).toBe('FR7630006000011234567890189')
})

test('an identifier that is right stays as it is', () => {
  expect(repairIdentifier('732829320', isValidSiren)).toBe('732829320')
})

test('an identifier that no exchange of confusable characters makes right is not repaired', () => {
  expect(repairIdentifier('FR7630006000099934567890189', isValidIban)).toBeUndefined()
})

test('nothing is repaired when two readings are possible', () => {
  const isOneOfTwo = (value: string) => value === '0O' || value === 'O0'

  expect(repairIdentifier('OO', isOneOfTwo)).toBeUndefined()
})

test('a very long doubtful text is given up quickly', () => {
  expect(repairIdentifier('O'.repeat(34), () => false)).toBeUndefined()
})
