import type { Country } from './places.ts'
import type { Random } from './random.ts'

/** Nine digits whose Luhn sum is a multiple of ten (INSEE). */
export function siren(random: Random): string {
  return withLuhn(String(random.int(3, 9)) + random.digits(7))
}

/** The SIREN, four digits of the establishment and a Luhn digit over all. */
export function siret(random: Random, company: string): string {
  return withLuhn(`${company}000${random.int(1, 9)}`)
}

function withLuhn(digits: string): string {
  return digits + ((10 - (luhnSum(`${digits}0`) % 10)) % 10)
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}

/** A VAT number with valid check digits; France derives it from the SIREN. Countries outside have numbers of their own. */
export function vatNumber(random: Random, country: Country, company: string): string {
  return vatNumbers[country](random, company)
}

const vatNumbers: Record<Country, (random: Random, company: string) => string> = {
  FR: (_, company) =>
    `FR${String((12 + 3 * (Number(company) % 97)) % 97).padStart(2, '0')}${company}`,
  DE: (random) => germanVat(String(random.int(1, 9)) + random.digits(7)),
  IT: (random) => `IT${withLuhn(`0${random.digits(9)}`)}`,
  ES: (random) => spanishVat(random.pick(['A', 'B']), random.digits(7)),
  NL: (random) => `NL${dutchDigits(random)}B0${random.int(1, 9)}`,
  BE: (random) => {
    const digits = `0${random.int(4, 9)}${random.digits(6)}`
    return `BE${digits}${String(97 - (Number(digits) % 97)).padStart(2, '0')}`
  },
  GB: (random) => britishVat(String(random.int(1, 9)) + random.digits(6)),
  AT: (random) => austrianVat(random.digits(7)),
  LU: (random) => {
    const digits = String(random.int(1, 3)) + random.digits(5)
    return `LU${digits}${String(Number(digits) % 89).padStart(2, '0')}`
  },
  IE: (random) => irishVat(String(random.int(3, 9)) + random.digits(6)),
  CH: (random) => swissVat(random),
  US: (random) => `${random.digits(2)}-${random.digits(7)}`,
  MY: (random) => `00${random.digits(10)}`,
  FI: (random) => finnishVat(random),
}

/** ISO 7064 MOD 11,10. */
function germanVat(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (2 * sum) % 11
  }
  return `DE${digits}${(11 - product) % 10}`
}

function spanishVat(letter: string, digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `ES${letter}${digits}${(10 - (sum % 10)) % 10}`
}

function dutchDigits(random: Random): string {
  for (;;) {
    const digits = String(random.int(1, 8)) + random.digits(7)
    const check = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    // A remainder of ten has no digit: such numbers are not given out.
    if (check < 10) return `${digits}${check}`
  }
}

function britishVat(digits: string): string {
  const check = 97 - (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 97)
  return `GB${digits}${String(check).padStart(2, '0')}`
}

function austrianVat(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `ATU${digits}${(10 - ((sum + 4) % 10)) % 10}`
}

function irishVat(digits: string): string {
  const check = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 23
  return `IE${digits}${'WABCDEFGHIJKLMNOPQRSTUV'[check]}`
}

function swissVat(random: Random): string {
  for (;;) {
    const digits = random.digits(8)
    const check = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11
    if (check < 10) return `CHE${digits}${check}MWST`
  }
}

function finnishVat(random: Random): string {
  for (;;) {
    const digits = random.digits(7)
    const check = (11 - (weighted(digits, [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11
    if (check < 10) return `FI${digits}${check}`
  }
}

function weighted(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
}

/** An IBAN of the country (of France for countries without), its check digits by ISO 7064 MOD 97-10. */
export function iban(random: Random, country: Country): string {
  const home = country in accounts ? country : 'FR'
  const account = (accounts[home] ?? frenchAccount)(random)
  const check = 98 - mod97(`${account}${home}00`)
  return `${home}${String(check).padStart(2, '0')}${account}`
}

const accounts: Partial<Record<Country, (random: Random) => string>> = {
  FR: frenchAccount,
  DE: (random) => random.digits(18),
  AT: (random) => random.digits(16),
  CH: (random) => random.digits(17),
  IT: (random) => random.letters(1) + random.digits(22),
  ES: (random) => random.digits(20),
  NL: (random) => random.pick(['INGB', 'ABNA', 'RABO', 'TRIO', 'KNAB']) + random.digits(10),
  BE: (random) => {
    const digits = random.digits(10)
    return digits + String(Number(digits) % 97 || 97).padStart(2, '0')
  },
  LU: (random) => random.digits(16),
  FI: (random) => random.digits(14),
  GB: (random) => random.pick(['BARC', 'NWBK', 'LOYD', 'HBUK', 'MIDL']) + random.digits(14),
  IE: (random) => random.pick(['AIBK', 'BOFI', 'IPBS']) + random.digits(14),
}

/** Bank, branch and account with the key of a RIB. */
function frenchAccount(random: Random): string {
  const [bank, branch, number] = [random.digits(5), random.digits(5), random.digits(11)]
  const key = 97 - ((89 * Number(bank) + 15 * Number(branch) + 3 * Number(number)) % 97)
  return bank + branch + number + String(key).padStart(2, '0')
}

/** Remainder by 97 of an identifier whose letters count from A = 10. */
export function mod97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** A bank's code: four letters, the country, two characters, sometimes a branch. */
export function bic(random: Random, country: Country): string {
  const known: [string, ...string[]] = [
    'BNPA',
    'AGRI',
    'SOGE',
    'CMCI',
    'CCBP',
    'DEUT',
    'COBA',
    'INGB',
    'RABO',
    'UNCR',
    'BSCH',
    'BARC',
    'GEBA',
    'KRED',
    'NTSB',
    'QNTO',
    'PSST',
    'BREX',
  ]
  const bank = random.chance(0.7) ? random.pick(known) : random.letters(4)
  const home = country in accounts ? country : 'FR'
  const place = random.pick(['PP', '21', 'FF', '2L', 'MM', 'BB', 'P1', '22', '44'])
  return `${bank}${home}${place}${random.pick(['', '', 'XXX', '100'])}`
}
