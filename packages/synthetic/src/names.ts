import { list, placesOf } from './gazetteer.ts'
import type { Country } from './places.ts'
import type { Random } from './random.ts'

const trades = list(
  'Consulting|Bâtiment|Électricité|Informatique|Logistik|Design|Transports|Solutions|Technik|Services|Studio|Digital|Imprimerie|Menuiserie|Elektro|Foods|Energy|Systems|Media|Medical|Autos|Garden|Hardware|Books|Textiles|Océan|Café|Hôtel|Labs|Partners',
)
const roots = list(
  'Nova|Alti|Opti|Vert|Lumi|Cap|Aero|Tera|Soli|Brio|Hexa|Mira|Kalo|Vento|Orbi|Delta|Quanta|Astro|Ferro|Prisma',
)
const endings = list('tech|lis|dis|com|nova|cept|plan|ware|dom|sys|via|form|tis|x')

/** A company name of the country: a family, an invented word or a trade, mostly with a legal form. */
export function companyName(random: Random, country: Country): string {
  const { surnames, cities, forms } = placesOf[country]
  const city = random.pick(cities).replace(/[ ,(].*/, '')
  const core = random.pick([
    () => `${random.pick(surnames)} ${random.pick(trades)}`,
    () => `${random.pick(roots)}${random.pick(endings)}`,
    () => `${random.pick(roots)}${random.pick(endings)} ${random.pick(trades)}`,
    () => `${random.pick(surnames)} & ${random.pick(surnames)}`,
    () => `${random.pick(trades)} ${random.pick(surnames)} ${city}`,
    () => `${random.letters(3)} ${random.pick(trades)}`,
    () => random.pick(surnames),
  ])()
  const named = random.chance(0.25) ? core.toUpperCase() : core
  const form = random.pick(forms)
  if (form === '') return named
  return random.chance(0.1) && form.length < 6 ? `${form} ${named}` : `${named} ${form}`
}

/** First and last name of a person. */
export function personName(random: Random, country: Country): string {
  const { firstNames, surnames } = placesOf[country]
  return `${random.pick(firstNames)} ${random.pick(surnames)}`
}

/** A telephone number as printed there. */
export function phoneNumber(random: Random, country: Country): string {
  if (country === 'FR')
    return random.pick([
      `0${random.int(1, 9)} ${pairs(random, 4, ' ')}`,
      `+33 (0)${random.int(1, 9)} ${pairs(random, 4, ' ')}`,
      `0${random.int(1, 9)}.${pairs(random, 4, '.')}`,
    ])
  const prefixes: Partial<Record<Country, string>> = {
    DE: '+49',
    BE: '+32',
    NL: '+31',
    GB: '+44',
    IT: '+39',
    ES: '+34',
    US: '+1',
    AT: '+43',
    CH: '+41',
    LU: '+352',
    IE: '+353',
    MY: '+60',
    FI: '+358',
  }
  return random.pick([
    `${prefixes[country]} ${random.digits(3)} ${random.digits(3)} ${random.digits(3)}`,
    `0${random.digits(3)} / ${random.digits(6)}`,
    `(${random.digits(3)}) ${random.digits(3)}-${random.digits(4)}`,
  ])
}

function pairs(random: Random, count: number, separator: string): string {
  return Array.from({ length: count }, () => random.digits(2)).join(separator)
}
