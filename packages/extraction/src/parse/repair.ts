import { countrySpecs } from 'ibantools'
import {
  hasIbanCheckDigits,
  isValidIban,
  isValidSiren,
  isValidSiret,
  isValidVat,
} from './identifier.ts'

/** What a place of a number holds: `n` a digit, `a` a letter, `c` either (the notation of the IBAN registry). */
type Place = 'n' | 'a' | 'c'

const digitsFor: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
}
const lettersFor: Record<string, string[]> = {
  '0': ['O'],
  '1': ['I', 'L'],
  '2': ['Z'],
  '5': ['S'],
  '6': ['G'],
  '8': ['B'],
}

// What follows the prefix of a VAT number, where it is not digits alone.
const vatForms: Record<string, string> = {
  AT: 'annnnnnnn',
  CH: 'annnnnnnnn',
  CY: 'nnnnnnnna',
  ES: 'cnnnnnnnc',
  FR: 'ccnnnnnnnnn',
  IE: 'ncnnnnnaa',
  NL: 'nnnnnnnnnann',
}

const maxReadings = 256

/**
 * The IBAN meant by one in which letters and digits may be confused; undefined unless exactly one is valid. Where none is,
 * its own check digits decide: not every account number printed satisfies the check of its country.
 */
export function repairIban(value: string): string | undefined {
  const readings = withPrefix(value, ibanPlaces)
  if (readings.some(isValidIban)) return onlyValid(value, readings, isValidIban)
  return onlyValid(value, readings, hasIbanCheckDigits)
}

/** The VAT number with its prefix meant by one in which letters and digits may be confused, if exactly one is valid. */
export function repairVat(value: string): string | undefined {
  return onlyValid(value, withPrefix(value, vatPlaces), isValidVat)
}

/** The SIREN meant by one in which letters may stand for digits; undefined unless it is valid. */
export function repairSiren(value: string): string | undefined {
  return onlyValid(value, read(value, 'n'.repeat(9)), isValidSiren)
}

/** The SIRET meant by one in which letters may stand for digits; undefined unless it is valid. */
export function repairSiret(value: string): string | undefined {
  return onlyValid(value, read(value, 'n'.repeat(14)), isValidSiret)
}

function onlyValid(value: string, readings: string[], isValid: (value: string) => boolean) {
  if (isValid(value)) return value
  // Check digits let one of ten to a hundred wrong numbers pass: where many characters change, chance decides.
  const near = readings.filter((reading) => changes(value, reading) <= value.length / 3)
  const [only, another] = near.filter(isValid)
  return another === undefined ? only : undefined
}

function changes(value: string, reading: string): number {
  return [...value].filter((character, index) => character !== reading[index]).length
}

/** Readings of a number that begins with its country, on which the places of the rest depend. */
function withPrefix(value: string, placesOf: (country: string, length: number) => string) {
  const rest = value.slice(2)
  return read(value.slice(0, 2), 'aa').flatMap((country) =>
    read(rest, placesOf(country, rest.length)).map((reading) => country + reading),
  )
}

function vatPlaces(country: string, length: number): string {
  return vatForms[country]?.slice(0, length) ?? 'n'.repeat(length)
}

/** The check digits, then what the country's pattern says: `^[A-Z]{4}[0-9]{10}$` → nnaaaannnnnnnnnn. */
function ibanPlaces(country: string): string {
  const pattern = countrySpecs[country]?.bban_regexp ?? ''
  const classes = [...pattern.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)]
  return `nn${classes.map(([, characters, count]) => placeOf(characters).repeat(Number(count))).join('')}`
}

function placeOf(characters: string | undefined): Place {
  if (characters === '0-9') return 'n'
  return characters === 'A-Z' ? 'a' : 'c'
}

/** Every text that fits the places when confusable characters are exchanged; none when a place or a text is left over. */
function read(value: string, places: string): string[] {
  if (value.length !== places.length) return []
  let readings = ['']
  for (const [index, character] of [...value].entries()) {
    const choices = choicesAt(character, places[index])
    readings = readings.flatMap((start) => choices.map((choice) => start + choice))
    if (readings.length > maxReadings) return []
  }
  return readings
}

function choicesAt(character: string, place: string | undefined): string[] {
  const isDigit = /\d/.test(character)
  const digit = digitsFor[character]
  if (place === 'a') return isDigit ? (lettersFor[character] ?? []) : [character]
  if (isDigit) return [character]
  // Where both may stand, digits are far more usual: one is never taken for a letter there.
  const kept = place === 'c' ? [character] : []
  return digit === undefined ? kept : [...kept, digit]
}
