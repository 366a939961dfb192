import { expect, test } from 'vitest'
import {
  randomDutchIban,
  randomFrenchIban,
  randomGermanIban,
  withWrongDigit,
} from '../testing/identifiers.ts'
import { outcomes } from '../testing/outcomes.ts'
import { createRandom } from '../testing/random-pages.ts'
import { checkIban } from './iban.ts'

test('an IBAN of France has its length, its check digits and its RIB key', () => {
  expect(outcomes(checkIban('FR7630006000011234567890189'))).toEqual({
    'iban.format': true,
    'iban.mod97': true,
    'iban.national_key': true,
  })
})

test('an IBAN of Germany has no check digits but its own', () => {
  expect(outcomes(checkIban('DE89370400440532013000'))).toEqual({
    'iban.format': true,
    'iban.mod97': true,
  })
})

test('a wrong RIB key is found though the IBAN was computed over it', () => {
  const checks = checkIban('FR0630006000011234567890188')

  expect(outcomes(checks)).toEqual({
    'iban.format': true,
    'iban.mod97': true,
    'iban.national_key': false,
  })
  expect(checks.at(-1)?.detail).toMatch(/RIB key 88.*30006.*00001.*12345678901/)
})

test.each([
  ['a digit is missing', 'DE8937040044053201300', /21 characters.*DE has 22/],
  ['letters stand for digits', 'DE8937040044O532013000', /letters/],
  ['the country has none', 'US89370400440532013000', /US/],
  ['nothing is there', '', /no country/],
])('an IBAN in which %s has no form, and nothing else is asked of it', (_fault, iban, words) => {
  const checks = checkIban(iban)

  expect(outcomes(checks)).toEqual({ 'iban.format': false })
  expect(checks[0]?.detail).toMatch(words)
})

const kinds = [
  ['French', randomFrenchIban],
  ['German', randomGermanIban],
  ['Dutch', randomDutchIban],
] as const

test.each(kinds)('any %s IBAN passes', (_country, make) => {
  const random = createRandom(1)
  const ibans = Array.from({ length: 300 }, () => make(random))

  const failed = ibans.flatMap(checkIban).filter(({ passed }) => !passed)

  expect(failed).toEqual([])
})

test.each(kinds)('any %s IBAN with one wrong digit fails', (_country, make) => {
  const random = createRandom(2)
  const wrong = Array.from({ length: 300 }, () => withWrongDigit(make(random), random))

  const accepted = wrong.filter((iban) => checkIban(iban).every(({ passed }) => passed))

  expect(accepted).toEqual([])
})

test('nothing is checked when no IBAN was found', () => {
  expect(checkIban(undefined)).toEqual([])
})
