type Random = () => number

export function randomDigits(random: Random, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
}

/** SIREN: eight digits and the one that makes the Luhn sum a multiple of 10. */
export function randomSiren(random: Random): string {
  return withLuhn(`${1 + Math.floor(random() * 9)}${randomDigits(random, 7)}`)
}

/** SIRET: a SIREN, four digits, Luhn again. */
export function randomSiret(random: Random): string {
  return withLuhn(randomSiren(random) + randomDigits(random, 4))
}

/** An office of La Poste: the digits of its SIRET add up to a multiple of 5. */
export function randomPostOffice(random: Random): string {
  const start = `356000000${randomDigits(random, 4)}`
  const sum = [...start].reduce((total, digit) => total + Number(digit), 0)
  return start + ((5 - (sum % 5)) % 5)
}

/** French VAT number: the key is 12 + 3 × SIREN modulo 97. */
export function randomFrenchVat(random: Random): string {
  const siren = randomSiren(random)
  return `FR${twoDigits((12 + 3 * (Number(siren) % 97)) % 97)}${siren}`
}

/** Belgian VAT number: the last two digits are 97 less the others modulo 97. */
export function randomBelgianVat(random: Random): string {
  const start = `0${2 + Math.floor(random() * 8)}${randomDigits(random, 6)}`
  return `BE${start}${twoDigits(97 - (Number(start) % 97))}`
}

/** German VAT number: ISO 7064, MOD 11,10. */
export function randomGermanVat(random: Random): string {
  const start = `${1 + Math.floor(random() * 9)}${randomDigits(random, 7)}`
  const rest = [...start].reduce((product, digit) => {
    const sum = (Number(digit) + product) % 10
    return ((sum === 0 ? 10 : sum) * 2) % 11
  }, 10)
  return `DE${start}${(11 - rest) % 10}`
}

/** Italian VAT number: seven digits, an office of 001 to 100, Luhn. */
export function randomItalianVat(random: Random): string {
  const office = String(1 + Math.floor(random() * 100)).padStart(3, '0')
  return `IT${withLuhn(randomDigits(random, 7) + office)}`
}

/** French IBAN: the RIB key is 97 − (89 × bank + 15 × branch + 3 × account) modulo 97. */
export function randomFrenchIban(random: Random): string {
  const [bank, branch, account] = [5, 5, 11].map((count) => randomDigits(random, count))
  const sum = 89n * BigInt(bank ?? 0) + 15n * BigInt(branch ?? 0) + 3n * BigInt(account ?? 0)
  const key = twoDigits(97 - Number(sum % 97n))
  return withIbanCheck('FR', `${bank}${branch}${account}${key}`)
}

/** German IBAN: bank and account, without check digits of their own. */
export function randomGermanIban(random: Random): string {
  return withIbanCheck('DE', randomDigits(random, 18))
}

/** Dutch IBAN: four letters for the bank, ten digits. */
export function randomDutchIban(random: Random): string {
  const letters = Array.from({ length: 4 }, () =>
    String.fromCharCode(65 + Math.floor(random() * 26)),
  )
  return withIbanCheck('NL', letters.join('') + randomDigits(random, 10))
}

/** The same text with one digit exchanged for another. */
export function withWrongDigit(text: string, random: Random): string {
  const places = [...text].flatMap((character, index) => (/\d/.test(character) ? [index] : []))
  const place = places[Math.floor(random() * places.length)] ?? 0
  const wrong = (Number(text[place]) + 1 + Math.floor(random() * 9)) % 10
  return text.slice(0, place) + wrong + text.slice(place + 1)
}

const lookAlikes: Record<string, string> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '5': 'S',
  '6': 'G',
  '8': 'B',
}

/** The same text with up to three digits read as the letters that look like them; at least one, where there is any. */
export function withLookAlikes(text: string, random: Random): string {
  const places = [...text].flatMap((digit, index) => (lookAlikes[digit] ? [index] : []))
  const count = 1 + Math.floor(random() * 3)
  const chosen = new Set(
    Array.from({ length: count }, () => places[Math.floor(random() * places.length)]),
  )
  return [...text].map((digit, index) => (chosen.has(index) ? lookAlikes[digit] : digit)).join('')
}

/** ISO 13616: letters count from 10, and with the country behind the whole is 1 modulo 97. */
function withIbanCheck(country: string, account: string): string {
  const number = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36))
  return `${country}${twoDigits(98 - Number(BigInt(number.join('')) % 97n))}${account}`
}

function withLuhn(start: string): string {
  const sum = [...start].toReversed().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
  return start + ((10 - (sum % 10)) % 10)
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
