import { type List, placesOf } from './gazetteer.ts'
import type { Random } from './random.ts'

export type Country =
  | 'FR'
  | 'BE'
  | 'CH'
  | 'LU'
  | 'DE'
  | 'AT'
  | 'NL'
  | 'IT'
  | 'ES'
  | 'GB'
  | 'IE'
  | 'US'
  | 'MY'
  | 'FI'
const languages = ['fr', 'en', 'de', 'es', 'it', 'nl', 'fi'] as const
export type Language = (typeof languages)[number]

/** Whether documents are drawn in this language. */
export function isLanguage(code: string): code is Language {
  return languages.some((language) => language === code)
}

export type Address = {
  street: string
  extra: string | undefined
  postcode: string
  city: string
  country: Country
}

/** An address of the country. */
export function makeAddress(random: Random, country: Country): Address {
  const { streets, cities, postcode } = placesOf[country]
  const number = `${random.int(1, 180)}${random.pick(['', '', '', '', ' bis', 'A', '-12'])}`
  const street = random.pick(streets)
  const numberFirst = ['FR', 'LU', 'GB', 'IE', 'US', 'MY'].includes(country)
  const french = ['Bâtiment C', 'ZI Nord', 'BP 1204', 'Immeuble Le Carré', '2e étage'] as const
  const german = ['Postfach 12 03', 'Gebäude 4', '2. OG', 'Hinterhaus'] as const
  const other = ['Building 4', 'Unit 7', '2nd Floor', 'Suite 210'] as const
  const isGerman = country === 'DE' || country === 'AT' || country === 'CH'
  const extras: List = country === 'FR' ? french : isGerman ? german : other
  return {
    street: numberFirst
      ? `${number}${random.pick([' ', ' ', ', '])}${street}`
      : `${street} ${number}`,
    extra: random.chance(0.15) ? random.pick(extras) : undefined,
    postcode: fill(random, postcode),
    city: random.pick(cities),
    country,
  }
}

function fill(random: Random, pattern: string): string {
  return pattern.replaceAll(/[#@]/g, (mark) =>
    mark === '#' ? String(random.int(1, 9)) : random.letters(1),
  )
}
