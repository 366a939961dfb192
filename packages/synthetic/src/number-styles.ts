import type { DateStyle, MoneyStyle } from './format.ts'
import type { Country, Language } from './places.ts'
import type { Random } from './random.ts'

/** Mostly the currency of the country. */
export function currencyOf(random: Random, country: Country): string {
  const own: Partial<Record<Country, string>> = { GB: 'GBP', US: 'USD', CH: 'CHF', MY: 'MYR' }
  return random.chance(0.95) ? (own[country] ?? 'EUR') : random.pick(['USD', 'GBP', 'EUR', 'CHF'])
}

/** How amounts are printed in a language. */
export function moneyStyle(random: Random, language: Language, country: Country): MoneyStyle {
  const negative = random.pick(['minus', 'minus', 'minus', 'minusAfter', 'brackets'])
  if (language === 'en')
    return {
      decimal: '.',
      group: random.pick([',', ',', '']),
      currency: random.pick([
        'before',
        'before',
        'none',
        'codeAfter',
        'codeBefore',
        'after',
        'beforeSpaced',
      ]),
      negative,
    }
  if (country === 'CH')
    return {
      decimal: '.',
      group: "'",
      currency: random.pick(['codeBefore', 'none', 'codeAfter']),
      negative,
    }
  const own: MoneyStyle['currency'] =
    language === 'nl' ? 'beforeSpaced' : random.pick(['after', 'beforeSpaced', 'before'])
  const currency: MoneyStyle['currency'] = random.pick([
    'after',
    'after',
    'after',
    'none',
    'none',
    'codeAfter',
    own,
  ])
  if (random.chance(0.06)) return { decimal: '.', group: '', currency, negative }
  return {
    decimal: ',',
    group:
      language === 'fr'
        ? random.pick([' ', '\u00a0', '\u00a0', '', '.'])
        : random.pick(['.', '.', '']),
    currency,
    negative,
  }
}

/** How dates are printed there; never two orders in one document. */
export function dateStyle(random: Random, language: Language, country: Country): DateStyle {
  // Programs made elsewhere print dates as they do at home, with the months' names translated.
  if (random.chance(0.06)) return random.pick(['mon d, y', 'mon d, y', 'd mon y', 'y-m-d'])
  if (country === 'US') return random.pick(['m/d/y', 'm/d/y', 'month d, y', 'y-m-d', 'd mon y'])
  if (language === 'de')
    return random.pick(['d.m.y', 'd.m.y', 'd.m.y', 'd.m.yy', 'd month y', 'y-m-d'])
  if (language === 'nl') return random.pick(['d-m-y', 'd-m-y', 'd month y', 'd/m/y', 'y-m-d'])
  if (language === 'en')
    return random.pick([
      'd/m/y',
      'd month y',
      'month d, y',
      'y-m-d',
      'd mon y',
      'd-mon-y',
      'd-m-y',
      'd/m/yy',
    ])
  if (language === 'fi') return random.pick(['d.m.y', 'd.m.y', 'd.m.yy', 'y-m-d'])
  return random.pick([
    'd/m/y',
    'd/m/y',
    'd/m/y',
    'd/m/y',
    'd month y',
    'd/m/yy',
    'd.m.y',
    'd-m-y',
    'y-m-d',
  ])
}
