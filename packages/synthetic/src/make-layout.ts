import { arrangement, columnSet, withIntro } from './arrangements.ts'
import { pickFamily } from './fonts.ts'
import { homes } from './gazetteer.ts'
import type { Layout } from './layout.ts'
import { invoicePattern } from './number-patterns.ts'
import { currencyOf, dateStyle, moneyStyle } from './number-styles.ts'
import { showParts } from './optional-parts.ts'
import { makeParty } from './party.ts'
import type { Language } from './places.ts'
import { createRandom, type Random } from './random.ts'
import { phrasesOf } from './wording/languages.ts'
import { type Caption, captions } from './wording/phrases.ts'

/**
 * The layout of a number; the same seed and number give the same supplier and look.
 *
 * @param wanted the language, if it is not drawn by lot
 */
export function makeLayout(seed: number, id: number, wanted?: Language): Layout {
  const random = createRandom(seed, 'layout', id)
  const isReceipt = random.chance(0.14) && wanted === undefined
  const language = wanted ?? pickLanguage(random, isReceipt)
  const country =
    isReceipt && language === 'en'
      ? random.pick(['MY', 'MY', 'MY', 'GB', 'US'])
      : // Some suppliers write to customers abroad, in their language and with an address of their own.
        random.chance(0.06)
        ? random.pick(['FR', 'DE', 'GB', 'US', 'NL', 'IT', 'ES', 'BE', 'CH'])
        : random.pick(homes[language])
  const accent = random.pick([
    '#1f4e79',
    '#2e7d32',
    '#b71c1c',
    '#37474f',
    '#4a148c',
    '#00695c',
    '#e65100',
    '#0d47a1',
    '#333333',
    '#000000',
    '#5d4037',
    '#ad1457',
  ])
  const rules = random.pick(['none', 'rows', 'grid', 'columns', 'outer', 'rows', 'grid'])
  return {
    id,
    variant: (key, count) => createRandom(seed, 'variant', id, key).int(0, count - 1),
    language,
    country,
    isReceipt,
    accent,
    currency: currencyOf(random, country),
    supplier: makeParty(random, country),
    numberPattern: invoicePattern(random),
    say: wording(random, language),
    money: moneyStyle(random, language, country),
    currencyInTable: random.chance(0.3),
    dateStyle: dateStyle(random, language, country),
    family: pickFamily(random),
    size: random.pick([7.5, 8, 8.5, 9, 9, 9.5, 10, 10, 11]),
    spacing: random.between(1.15, 1.5),
    paper: country === 'US' ? { width: 612, height: 792 } : { width: 595.28, height: 841.89 },
    margin: random.pick([28, 34, 40, 45, 50, 56]),
    rightMargin: random.pick([28, 34, 40, 45, 50, 70]),
    sidebar: random.chance(0.07) ? random.int(110, 160) : 0,
    band: random.pick(['none', 'none', 'none', 'none', 'none', 'none', 'top', 'line', 'head']),
    tint: random.pick([
      '#f2f2f2',
      '#e8eef7',
      '#eef7ee',
      '#fdf3e7',
      '#eeeeee',
      '#f6eef7',
      '#dfe7ef',
    ]),
    colon: random.chance(0.06)
      ? random.pick([' -', ' #'])
      : random.pick(['', ':', ':', language === 'fr' ? ' :' : ':']),
    rows: withIntro(random, arrangement(random)),
    leftShare: random.pick([0.5, 0.5, 0.55, 0.6, 0.45]),
    info: {
      mode: random.pick([
        'pairs',
        'aligned',
        'aligned',
        'right',
        'table',
        'sentence',
        'above',
        'aligned',
        'table',
      ]),
      captionWeight: random.pick(['regular', 'bold']),
      valueWeight: random.pick(['regular', 'regular', 'bold']),
    },
    box: random.pick(['none', 'none', 'frame', 'fill', 'rule']),
    captioned: random.chance(0.6),
    identifiers: identifierPlaces(random),
    title: {
      size: random.pick([1.3, 1.6, 2, 2.4, 3]),
      withNumber: random.chance(0.3),
      align: random.pick(['left', 'right', 'center', 'left']),
    },
    table: {
      columns: columnSet(random),
      header: random.pick(['fill', 'grey', 'rule', 'frame', 'plain', 'fill']),
      rules,
      zebra: random.chance(0.25),
      padding: random.chance(0.15) ? random.between(7, 18) : random.between(2, 6),
      fixedQuantity: random.chance(0.3),
      ratesWithSign: random.chance(0.5),
      upperCase: random.chance(0.15),
      stretch: (rules === 'grid' || rules === 'columns' || rules === 'outer') && random.chance(0.3),
    },
    totals: {
      form: random.pick(['list', 'list', 'list', 'list', 'list', 'row', 'columns']),
      side: random.chance(0.82) ? 'right' : 'left',
      frame: random.pick(['none', 'box', 'grid', 'lastFilled', 'rules', 'lastFilled']),
      gap: random.chance(0.2) ? random.between(4, 16) : 0,
      perRate: random.chance(0.6),
      breakdown: random.chance(0.35),
      tight: random.chance(0.15),
      currencyInCaption: random.chance(0.15),
      onlyPayable: random.chance(0.07),
    },
    foot: random.pick(['lines', 'lines', 'columns', 'none']),
    bank: random.pick(['afterTotals', 'afterTotals', 'foot', 'table', 'none']),
    shows: showParts(random),
  }
}

function pickLanguage(random: Random, isReceipt: boolean): Language {
  if (isReceipt) return random.pick(['en', 'en', 'en', 'fr', 'fr', 'de', 'es', 'it', 'nl'])
  return random.pick([
    'fr',
    'fr',
    'fr',
    'fr',
    'fr',
    'en',
    'en',
    'en',
    'en',
    'de',
    'de',
    'de',
    'es',
    'it',
    'nl',
  ])
}

function wording(random: Random, language: Language): Record<Caption, string> {
  const phrases = phrasesOf[language]
  const upper = random.chance(0.12)
  const choices = captions.map((caption) => {
    const chosen = random.pick(phrases[caption])
    return [
      caption,
      upper && chosen.length < 30 && !chosen.includes('{') ? chosen.toUpperCase() : chosen,
    ]
  })
  // fromEntries forgets the keys; every caption has its choice.
  return Object.fromEntries(choices) as Record<Caption, string>
}

function identifierPlaces(random: Random): Layout['identifiers'] {
  const inHead = random.chance(0.55)
  return {
    inHead,
    inFoot: !inHead || random.chance(0.25),
    client: random.chance(0.35),
    grouped: random.chance(0.6),
  }
}
