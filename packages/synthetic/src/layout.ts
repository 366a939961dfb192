import { type FontFamily, pickFamily } from './fonts.ts'
import type { DateStyle, MoneyStyle } from './format.ts'
import { makeParty, type Party } from './invoice.ts'
import { type Country, homes, type Language } from './places.ts'
import { createRandom, type Random } from './random.ts'
import { phrasesOf } from './wording/languages.ts'
import { type Caption, captions } from './wording/phrases.ts'

/** Parts of the head of an invoice, placed by an arrangement. */
export type BlockName =
  | 'logo'
  | 'title'
  | 'supplier'
  | 'client'
  | 'delivery'
  | 'info'
  | 'strip'
  | 'columns'
  | 'sender'
  | 'supplierForm'
  | 'clientForm'
  | 'intro'
export type Row = { left?: BlockName[]; right?: BlockName[]; full?: BlockName[] }

/** Everything that one supplier's documents have in common: the supplier, the wording and the look. */
export type Layout = {
  id: number
  language: Language
  country: Country
  currency: string
  supplier: Party
  numberPattern: string
  isReceipt: boolean
  say: Record<Caption, string>
  money: MoneyStyle
  /** Whether amounts inside the table of items carry the currency too. */
  currencyInTable: boolean
  dateStyle: DateStyle
  family: FontFamily
  size: number
  spacing: number
  paper: { width: number; height: number }
  /** Points; the right one, and what the content keeps from a coloured bar on the left. */
  margin: number
  rightMargin: number
  sidebar: number
  band: 'none' | 'top' | 'line' | 'head'
  accent: string
  tint: string
  colon: '' | ':' | ' :'
  rows: Row[]
  leftShare: number
  info: InfoStyle
  box: 'none' | 'frame' | 'fill' | 'rule'
  captioned: boolean
  identifiers: { inHead: boolean; inFoot: boolean; client: boolean; grouped: boolean }
  title: { size: number; withNumber: boolean; align: 'left' | 'right' | 'center' }
  table: TableStyle
  totals: TotalsStyle
  foot: 'lines' | 'columns' | 'none'
  bank: 'afterTotals' | 'foot' | 'table' | 'none'
  shows: Record<Optional, boolean>
}

export type InfoStyle = {
  mode: 'pairs' | 'aligned' | 'right' | 'table' | 'sentence' | 'above'
  captionWeight: 'regular' | 'bold'
  valueWeight: 'regular' | 'bold'
}

export type Column =
  | 'position'
  | 'reference'
  | 'description'
  | 'quantity'
  | 'unit'
  | 'unitPrice'
  | 'lineDiscount'
  | 'vatRate'
  | 'amount'
  | 'amountGross'

export type TableStyle = {
  columns: Column[]
  header: 'fill' | 'grey' | 'rule' | 'frame' | 'plain'
  rules: 'none' | 'rows' | 'grid' | 'columns' | 'outer'
  zebra: boolean
  padding: number
  fixedQuantity: boolean
  ratesWithSign: boolean
  upperCase: boolean
  stretch: boolean
}

export type TotalsStyle = {
  form: 'list' | 'row' | 'columns'
  side: 'left' | 'right'
  frame: 'none' | 'box' | 'grid' | 'lastFilled' | 'rules'
  perRate: boolean
  breakdown: boolean
  /** Value right beside its caption instead of in a column of its own. */
  tight: boolean
  currencyInCaption: boolean
  onlyPayable: boolean
}

const optional = [
  'dueDate',
  'order',
  'orderDate',
  'deliveryDate',
  'deliveryNote',
  'customerNumber',
  'period',
  'currency',
  'method',
  'terms',
  'termsInInfo',
  'legal',
  'thanks',
  'delivery',
  'stamp',
  'signature',
  'intro',
  'contact',
  'capital',
  'subtotal',
  'watermark',
  'bottomTotals',
  'dueInHead',
  'slip',
  'instalments',
  'pleasePay',
  'quote',
  'margins',
] as const
export type Optional = (typeof optional)[number]

const likelihood: Record<Optional, number> = {
  dueDate: 0.65,
  order: 0.42,
  orderDate: 0.2,
  deliveryDate: 0.28,
  deliveryNote: 0.1,
  customerNumber: 0.45,
  period: 0.16,
  currency: 0.22,
  method: 0.35,
  terms: 0.6,
  termsInInfo: 0.3,
  legal: 0.5,
  thanks: 0.35,
  delivery: 0.2,
  stamp: 0.08,
  signature: 0.12,
  intro: 0.25,
  contact: 0.2,
  capital: 0.5,
  subtotal: 0.25,
  watermark: 0.02,
  bottomTotals: 0.25,
  dueInHead: 0.08,
  slip: 0.07,
  instalments: 0.06,
  pleasePay: 0.1,
  quote: 0.15,
  margins: 0.2,
}

/** The layout of a number; the same seed and number give the same supplier and look. */
export function makeLayout(seed: number, id: number): Layout {
  const random = createRandom(seed, 'layout', id)
  const isReceipt = random.chance(0.14)
  const language = pickLanguage(random, isReceipt)
  const country =
    isReceipt && language === 'en'
      ? random.pick(['MY', 'MY', 'MY', 'GB', 'US'])
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
    language,
    country,
    isReceipt,
    accent,
    currency: currencyOf(random, country),
    supplier: makeParty(random, country),
    numberPattern: random.pick([
      'FYYYY-###',
      'FA######',
      'YYYY####',
      '######',
      'INV-####',
      'FAC-YYYY-####',
      'F-YYMM-###',
      'RE-YYYY-####',
      '####/YYYY',
      'YYYY/####',
      '####',
      '########',
      'A##-####',
      'VF#####',
      'INV#####',
      'YYMM####',
      'R#######',
      'No####',
      'YYYY-MM-##',
      'S#####-##',
    ]),
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
    sidebar: random.chance(0.05) ? random.int(110, 160) : 0,
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
    colon: random.pick(['', ':', ':', language === 'fr' ? ' :' : ':']),
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
      padding: random.between(2, 6),
      fixedQuantity: random.chance(0.3),
      ratesWithSign: random.chance(0.5),
      upperCase: random.chance(0.15),
      stretch: (rules === 'grid' || rules === 'columns' || rules === 'outer') && random.chance(0.3),
    },
    totals: {
      form: random.pick(['list', 'list', 'list', 'list', 'list', 'row', 'columns']),
      side: random.chance(0.82) ? 'right' : 'left',
      frame: random.pick(['none', 'box', 'grid', 'lastFilled', 'rules', 'lastFilled']),
      perRate: random.chance(0.6),
      breakdown: random.chance(0.35),
      tight: random.chance(0.15),
      currencyInCaption: random.chance(0.15),
      onlyPayable: random.chance(0.07),
    },
    foot: random.pick(['lines', 'lines', 'columns', 'none']),
    bank: random.pick(['afterTotals', 'afterTotals', 'foot', 'table', 'none']),
    shows: shown(random),
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

function currencyOf(random: Random, country: Country): string {
  const own: Partial<Record<Country, string>> = { GB: 'GBP', US: 'USD', CH: 'CHF', MY: 'MYR' }
  return random.chance(0.95) ? (own[country] ?? 'EUR') : random.pick(['USD', 'GBP', 'EUR', 'CHF'])
}

function moneyStyle(random: Random, language: Language, country: Country): MoneyStyle {
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
  const own: MoneyStyle['currency'] = language === 'nl' ? 'beforeSpaced' : 'after'
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

function dateStyle(random: Random, language: Language, country: Country): DateStyle {
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

function arrangement(random: Random): Row[] {
  const rows: Row[] = random.pick<() => Row[]>([
    () => [
      { left: ['logo', 'supplier'], right: ['title', 'info'] },
      { left: ['delivery'], right: ['client'] },
    ],
    () => [
      { left: ['logo', 'supplier'], right: ['client'] },
      { full: ['title'] },
      { left: ['info'], right: ['delivery'] },
    ],
    () => [
      { full: ['title'] },
      { left: ['supplier'], right: ['client'] },
      { left: ['info'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['title'] },
      { left: ['supplier'], right: ['info'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { full: ['logo', 'supplier'] },
      { left: ['client'], right: ['info'] },
      { full: ['title'] },
    ],
    () => [
      { right: ['logo'] },
      { left: ['sender', 'client'], right: ['info'] },
      { full: ['title'] },
    ],
    () => [
      { left: ['title', 'info'], right: ['logo', 'supplier'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo', 'supplier'], right: ['title'] },
      { left: ['delivery'], right: ['client'] },
      { full: ['strip'] },
    ],
    () => [
      { left: ['supplier'], right: ['logo'] },
      { left: ['title', 'info'], right: ['client'] },
    ],
    () => [
      { full: ['title', 'strip'] },
      { left: ['supplier'], right: ['client'] },
      { right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['supplier'] },
      { left: ['client'] },
      { left: ['title'], right: ['info'] },
    ],
    () => [{ left: ['logo', 'supplier', 'client'], right: ['title', 'info', 'delivery'] }],
    () => [
      { left: ['title'], right: ['logo'] },
      { full: ['strip'] },
      { left: ['supplier', 'delivery'], right: ['client'] },
    ],
    () => [
      { left: ['logo', 'title', 'info'], right: ['supplier', 'client'] },
      { left: ['delivery'] },
    ],
    () => [
      { left: ['title'], right: ['supplier'] },
      { full: ['columns'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['title'] },
      { left: ['client'], right: ['supplier'] },
      { full: ['columns'] },
    ],
    () => [
      { full: ['title'] },
      { full: ['info'] },
      { full: ['supplierForm'] },
      { full: ['clientForm'] },
    ],
    () => [
      { full: ['title'] },
      { left: ['supplierForm'], right: ['clientForm'] },
      { full: ['info'] },
    ],
    () => [
      { left: ['supplier'], right: ['title'] },
      { left: ['clientForm'], right: ['info', 'delivery'] },
    ],
    () => [
      { left: ['title', 'supplierForm'], right: ['logo', 'info'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [{ full: ['supplier'] }, { full: ['client'] }, { full: ['title', 'info'] }],
  ])()
  if (random.chance(0.8)) return rows
  return rows.map(({ left, right, full }) => ({
    ...(full && { full }),
    ...(right && { left: right }),
    ...(left && { right: left }),
  }))
}

function withIntro(random: Random, rows: Row[]): Row[] {
  return random.chance(0.25) ? [...rows, { full: ['intro'] }] : rows
}

function columnSet(random: Random): Column[] {
  return random.pick<() => Column[]>([
    () => ['description', 'quantity', 'unitPrice', 'amount'],
    () => ['description', 'quantity', 'unitPrice', 'vatRate', 'amount'],
    () => ['reference', 'description', 'quantity', 'unitPrice', 'amount'],
    () => ['reference', 'description', 'quantity', 'unit', 'unitPrice', 'vatRate', 'amount'],
    () => ['position', 'description', 'quantity', 'unit', 'unitPrice', 'amount'],
    () => [
      'position',
      'reference',
      'description',
      'quantity',
      'unitPrice',
      'lineDiscount',
      'amount',
    ],
    () => [
      'reference',
      'description',
      'quantity',
      'unitPrice',
      'lineDiscount',
      'amount',
      'vatRate',
    ],
    () => ['quantity', 'description', 'unitPrice', 'amount'],
    () => ['quantity', 'unit', 'description', 'unitPrice', 'amount'],
    () => ['description', 'amount'],
    () => ['description', 'unitPrice', 'quantity', 'amount'],
    () => ['description', 'vatRate', 'unitPrice', 'quantity', 'amount'],
    () => ['description', 'quantity', 'unitPrice', 'amount', 'vatRate', 'amountGross'],
    () => ['quantity', 'reference', 'description', 'vatRate', 'unitPrice', 'amount'],
    () => ['description', 'unitPrice', 'quantity', 'vatRate', 'amount', 'amountGross'],
  ])()
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

function shown(random: Random): Record<Optional, boolean> {
  // fromEntries forgets the keys; every optional part has its answer.
  return Object.fromEntries(
    optional.map((name) => [name, random.chance(likelihood[name])]),
  ) as Record<Optional, boolean>
}
