import { expect, test } from 'vitest'
import {
  randomDutchIban,
  randomFrenchIban,
  randomFrenchVat,
  randomGermanIban,
  randomGermanVat,
  randomItalianVat,
  randomPostOffice,
  randomSiren,
  randomSiret,
  withLookAlikes,
  withWrongDigit,
} from '../testing/identifiers.ts'
import { createRandom } from '../testing/random-pages.ts'
import { repairIban, repairSiren, repairSiret, repairVat } from './repair.ts'

test.each([
  ['one letter among the digits', 'FR763000600001I234567890189', 'FR7630006000011234567890189'],
  ['all zeros of the bank', 'FR763OOO6OOOO11234567890189', 'FR7630006000011234567890189'],
  ['digits in the name of the bank', 'NL91A8NA0417164300', 'NL91ABNA0417164300'],
  ['letters in the check digits', 'DEB9370400440532013000', 'DE89370400440532013000'],
  ['a digit in the country', '6B29NWBK60161331926819', 'GB29NWBK60161331926819'],
  [
    'an account of which the RIB key is wrong',
    'FR063OOO600001I234567890188',
    'FR0630006000011234567890188',
  ],
  ['an account that holds letters', 'FR142004101005O500013MO26O6', 'FR1420041010050500013M02606'],
])('an IBAN is put right: %s', (_fault, misread, meant) => {
  expect(repairIban(misread)).toBe(meant)
})

test.each([
  ['73Z829320', '732829320'],
  ['73282932O', '732829320'],
  ['552LOO554', '552100554'],
])('a SIREN with letters is put right: %s', (misread, meant) => {
  expect(repairSiren(misread)).toBe(meant)
})

test.each([
  ['73282932OOOO74', '73282932000074'],
  ['3S600000049837', '35600000049837'],
])('a SIRET with letters is put right: %s', (misread, meant) => {
  expect(repairSiret(misread)).toBe(meant)
})

test.each([
  ['FR4473282932O', 'FR44732829320'],
  ['DEI36695976', 'DE136695976'],
  ['NL004495445801', 'NL004495445B01'],
  ['ATU1358S627', 'ATU13585627'],
  ['1T00743110157', 'IT00743110157'],
  ['E5B58378431', 'ESB58378431'],
  ['IE36Z8739UA', 'IE3628739UA'],
  ['CHE1O7787577', 'CHE107787577'],
])('a VAT number is put right: %s', (misread, meant) => {
  expect(repairVat(misread)).toBe(meant)
})

const kinds = [
  ['SIREN', randomSiren, repairSiren],
  ['SIRET', randomSiret, repairSiret],
  ['SIRET of La Poste', randomPostOffice, repairSiret],
  ['French VAT number', randomFrenchVat, repairVat],
  ['German VAT number', randomGermanVat, repairVat],
  ['Italian VAT number', randomItalianVat, repairVat],
  ['French IBAN', randomFrenchIban, repairIban],
  ['German IBAN', randomGermanIban, repairIban],
  ['Dutch IBAN', randomDutchIban, repairIban],
] as const

const runs = 300

test.each(kinds)('any %s whose digits were read as letters is put right', (_kind, make, repair) => {
  const random = createRandom(7)
  const meant = Array.from({ length: runs }, () => make(random))

  // A French key may hold letters: one read so may be right as it is.
  const repaired = meant.map((number) =>
    repair(number.slice(0, 4) + withLookAlikes(number.slice(4), random)),
  )

  expect(repaired).toEqual(meant)
})

test('nothing is repaired when two readings are valid', () => {
  // Old keys are digits, new ones hold a letter: 55 and S5 both fit this company.
  expect(repairVat('FRSS757958467')).toBeUndefined()
})

test.each(kinds)('any %s that is right stays as it is', (_kind, make, repair) => {
  const random = createRandom(8)
  const meant = Array.from({ length: runs }, () => make(random))

  const repaired = meant.map(repair)

  expect(repaired).toEqual(meant)
})

// The rule of La Poste lets every fifth wrong digit pass.
const strict = kinds.filter(([kind]) => kind !== 'SIRET of La Poste')

test.each(strict)('a digit of any %s is never taken for another', (_kind, make, repair) => {
  const random = createRandom(9)
  const wrong = Array.from({ length: runs }, () => withWrongDigit(make(random), random))

  const repaired = wrong.map(repair)

  expect(repaired.filter((number) => number !== undefined)).toEqual([])
})

test.each(['OOOOOOOOO', 'SOLDESOLI', 'BOISGILOS'])('the word %s is no SIREN', (word) => {
  expect(repairSiren(word)).toBeUndefined()
})

test.each(['', 'FR', 'DE8937040044053201300', 'XX89370400440532013000', 'O'.repeat(34)])(
  'nothing is made of %j',
  (text) => {
    const repaired = [repairIban, repairVat, repairSiren, repairSiret].map((repair) => repair(text))

    expect(repaired).toEqual([undefined, undefined, undefined, undefined])
  },
)
