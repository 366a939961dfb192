import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCents, guessDecimalMark, parseAmount, repairDigits } from './amount.ts'
import { parseCurrency } from './currency.ts'
import { guessDateOrder, parseDate } from './date.ts'
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
import { repairIban, repairSiren, repairSiret, repairVat } from './repair.ts'
import { isReference, normalise } from './text.ts'

/** Characters that amounts, dates and identifiers are made of, and that their parsers look at. */
const alphabet = [
  ..."0123456789OlISB.,-−/'’ \u00a0()€$*+ABCDEFGHIKLMNPRTUXYZaejmrsuvé",
  'EUR',
  'FR',
  'mars',
]
const piece = fc.constantFrom('', ...alphabet)
const pieces = fc
  .array(fc.constantFrom(...alphabet), { maxLength: 12 })
  .map((parts) => parts.join(''))

/** What may stand in a document: nearly right, from other alphabets, or one thing over and over. */
const printed = fc.oneof(
  pieces,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.tuple(pieces, pieces, pieces).map(([a, b, c]) => a + b.repeat(1_000) + c),
  fc.tuple(piece, piece, piece).map(([a, b, c]) => a + b.repeat(10_000) + c),
)

function always(property: (text: string) => void): void {
  fc.assert(fc.property(printed, property), { numRuns: 500, seed: 4_711 })
}

test('whatever is printed, an amount is whole cents or none', () => {
  always((text) => {
    for (const mark of [undefined, ',', '.'] as const) {
      const amount = parseAmount(text, mark)

      expect(amount === undefined || Number.isSafeInteger(amount.cents)).toBe(true)
    }
  })
})

test('a line of blanks between two characters keeps nobody busy', () => {
  expect(parseAmount(`1${' '.repeat(500_000)}x`)).toBeUndefined()
})

test('an amount that is written is the amount that is read', () => {
  const amounts = fc.integer({ min: -100_000_000_000_000, max: 100_000_000_000_000 })

  fc.assert(
    fc.property(amounts, (cents) => {
      expect(parseAmount(formatCents(cents))?.cents).toBe(cents)
    }),
  )
})

test('whatever is printed, a date is a day of the calendar or none', () => {
  always((text) => {
    for (const order of ['day-first', 'month-first'] as const) {
      const iso = parseDate(text, order)?.iso

      expect(iso === undefined || new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso)).toBe(
        true,
      )
    }
  })
})

test('a day that is written in any order is the day that is read', () => {
  const days = fc.date({
    min: new Date('1990-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  })

  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, day] = iso.split('-')

      expect(parseDate(iso)?.iso).toBe(iso)
      expect(parseDate(`${day}/${month}/${year}`, 'day-first')?.iso).toBe(iso)
      expect(parseDate(`${month}/${day}/${year}`, 'month-first')?.iso).toBe(iso)
    }),
  )
})

test.each([
  ['an IBAN', isValidIban],
  ['check digits', hasIbanCheckDigits],
  ['a length', hasIbanLength],
  ['a BIC', isValidBic],
  ['a SIREN', isValidSiren],
  ['a SIRET', isValidSiret],
  ['a VAT number', isValidVat],
  ['the form of a VAT number', hasVatShape],
  ['a reference', isReference],
])('whatever is printed, it has %s or not', (_what, judge) => {
  always((text) => {
    expect(typeof judge(text)).toBe('boolean')
    expect(typeof judge(compact(text))).toBe('boolean')
  })
})

test.each([
  ['IBAN', repairIban, hasIbanCheckDigits],
  ['VAT number', repairVat, isValidVat],
  ['SIREN', repairSiren, isValidSiren],
  ['SIRET', repairSiret, isValidSiret],
])('whatever is printed, a repaired %s is valid', (_what, repair, isValid) => {
  always((text) => {
    for (const value of [text, compact(text)]) {
      const repaired = repair(value)

      expect(repaired === undefined || isValid(repaired)).toBe(true)
    }
  })
})

test('an IBAN with one digit exchanged is none', () => {
  const iban = 'FR7630006000011234567890189'
  const places = fc.tuple(
    fc.integer({ min: 4, max: iban.length - 1 }),
    fc.integer({ min: 0, max: 9 }),
  )

  fc.assert(
    fc.property(places, ([place, digit]) => {
      const other = iban.slice(0, place) + digit + iban.slice(place + 1)

      expect(isValidIban(other)).toBe(other === iban)
    }),
  )
})

test('whatever is printed, texts are folded and guesses are made', () => {
  always((text) => {
    expect(normalise(normalise(text))).toBe(normalise(text))
    expect(compact(text)).toMatch(/^[A-Z0-9]*$/)
    expect(parseCurrency(text) ?? 'EUR').toMatch(/^[A-Z]{3}$/)
    expect([',', '.', undefined]).toContain(guessDecimalMark([text]))
    expect(['day-first', 'month-first', undefined]).toContain(guessDateOrder([text]))
    expect(['string', 'undefined']).toContain(typeof repairDigits(text))
  })
})
