import { expect, test } from 'vitest'
import { iban, mod97, siren, siret, vatNumber } from './identifiers.ts'
import { createRandom, type Random } from './random.ts'

/** Chance that answers what a known number was made of. */
function scripted(ints: number[], digits: string, pick = ''): Random {
  const left = [...ints]
  return {
    ...createRandom(1),
    int: () => left.shift() ?? 0,
    digits: () => digits,
    // The caller knows which kind of list is asked.
    pick: (() => pick) as Random['pick'],
  }
}

// Published examples of valid numbers, cut before their check digits.
test.each([
  ['FR', scripted([], ''), 'FR40303265045'],
  ['DE', scripted([1], '3669597'), 'DE136695976'],
  ['AT', scripted([], '1358562'), 'ATU13585627'],
  ['BE', scripted([4], '287594'), 'BE0428759497'],
  ['LU', scripted([1], '50274'), 'LU15027442'],
  ['GB', scripted([9], '807806'), 'GB980780684'],
  ['IE', scripted([6], '433435'), 'IE6433435F'],
  ['IT', scripted([], '074311015'), 'IT00743110157'],
  ['ES', scripted([], '1358562', 'A'), 'ESA13585625'],
  ['NL', scripted([0, 1], '0449544'), 'NL004495445B01'],
] as const)('the VAT number of %s ends as its country computes it', (country, random, expected) => {
  const number = vatNumber(random, country, '303265045')

  expect(number).toBe(expected)
})

test('known accounts get the check digits of their IBAN', () => {
  const german = iban(scripted([], '370400440532013000'), 'DE')
  const british = iban(scripted([], '12345698765432', 'WEST'), 'GB')

  expect([german, british]).toEqual(['DE89370400440532013000', 'GB82WEST12345698765432'])
})

test.each(['FR', 'DE', 'AT', 'CH', 'IT', 'ES', 'NL', 'BE', 'LU', 'GB', 'IE', 'US', 'MY'] as const)(
  'every IBAN drawn for %s leaves one by 97',
  (country) => {
    const drawn = Array.from({ length: 50 }, (_, seed) => iban(createRandom(seed), country))

    const remainders = drawn.map((number) => mod97(number.slice(4) + number.slice(0, 4)))

    expect(new Set(remainders)).toEqual(new Set([1]))
  },
)

test('a SIRET begins with the SIREN, and both have a Luhn sum of tens', () => {
  const random = createRandom(3)
  const companies = Array.from({ length: 50 }, () => siren(random))

  const establishments = companies.map((company) => siret(random, company))

  expect(companies.map(luhn)).toEqual(companies.map(() => 0))
  expect(establishments.map(luhn)).toEqual(companies.map(() => 0))
  expect(establishments.map((number) => number.slice(0, 9))).toEqual(companies)
})

/** The Luhn sum modulo ten, counted another way than by the generator: doubled digits from a table. */
function luhn(digits: string): number {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    sum += place % 2 === 1 ? (doubled[digit] ?? 0) : digit
  }
  return sum % 10
}
