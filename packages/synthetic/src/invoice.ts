import { bic, iban, siren, siret, vatNumber } from './identifiers.ts'
import {
  type Address,
  type Country,
  companyName,
  type Language,
  makeAddress,
  personName,
  phoneNumber,
} from './places.ts'
import type { Random } from './random.ts'

export type Party = {
  name: string
  address: Address
  contact: string | undefined
  phone: string
  email: string
  web: string
  siren: string | undefined
  siret: string | undefined
  vat: string | undefined
  capitalCents: number
}

export type Item = {
  reference: string
  description: string
  detail: string | undefined
  quantityThousandths: number
  unit: string
  unitPriceCents: number
  discountPercent: number
  rateHundredths: number
  amountCents: number
}

/** The tax of one rate. */
export type Vat = { rateHundredths: number; baseCents: number; amountCents: number }

/** Every value of a document, before anything of it is drawn. Dates are ISO 8601. */
export type Invoice = {
  kind: 'invoice' | 'credit_note' | 'receipt'
  language: Language
  currency: string
  number: string
  date: string
  dueDate: string
  order: string
  orderDate: string
  deliveryDate: string
  deliveryNote: string
  /** A quotation or contract: a reference that is no field. */
  quote: string
  customerNumber: string
  period: { start: string; end: string }
  supplier: Party
  client: Party
  delivery: Address
  iban: string
  bic: string
  bankName: string
  factor: { name: string; iban: string } | undefined
  terms: string
  method: string
  items: Item[]
  linesCents: number
  discountCents: number
  shippingCents: number
  vats: Vat[]
  netCents: number
  vatCents: number
  grossCents: number
  depositCents: number
  payableCents: number
}

const rates: Record<Country, readonly [number, ...number[]]> = {
  FR: [2000, 2000, 2000, 1000, 550],
  DE: [1900, 1900, 700],
  GB: [2000, 2000, 500],
  US: [825, 700, 600, 1000],
  IT: [2200, 2200, 1000, 400],
  ES: [2100, 2100, 1000, 400],
  NL: [2100, 2100, 900],
  BE: [2100, 2100, 600, 1200],
  CH: [810, 810, 260],
  AT: [2000, 2000, 1000],
  LU: [1700, 1700, 800],
  IE: [2300, 2300, 1350],
  MY: [600],
}

/** A company of the country with valid identifiers. */
export function makeParty(random: Random, country: Country): Party {
  const name = companyName(random, country)
  const address = makeAddress(random, country)
  const company = siren(random)
  const word =
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase()
      .slice(0, 12) || 'firma'
  const domain = `${word}.${random.pick(['com', 'net', 'eu', country.toLowerCase()])}`
  return {
    name,
    address,
    contact: random.chance(0.3) ? personName(random, country) : undefined,
    phone: phoneNumber(random, country),
    email: `${random.pick(['contact', 'info', 'compta', 'billing', 'office'])}@${domain}`,
    web: random.pick([`www.${domain}`, `https://${domain}`, domain]),
    siren: country === 'FR' ? company : undefined,
    siret: country === 'FR' ? siret(random, company) : undefined,
    vat: vatNumber(random, country, company),
    capitalCents: random.pick([
      100_000, 750_000, 1_000_000, 5_000_000, 10_000_000, 25_000_000, 123_456_00,
    ]),
  }
}

export type InvoiceOptions = {
  kind: Invoice['kind']
  language: Language
  currency: string
  supplier: Party
  numberPattern: string
  /** How many lines; from it follows the number of pages. */
  itemCount: number
  products: readonly [string, ...string[]]
  units: readonly [string, ...string[]]
  terms: readonly [string, ...string[]]
  methods: readonly [string, ...string[]]
  wholePrices: boolean
  hasLineDiscount: boolean
  /** Receipts mostly print prices with the tax in them. */
  pricesWithTax: boolean
}

/** All values of one document of a supplier; what belongs to the supplier itself comes with the options. */
export function makeInvoice(random: Random, options: InvoiceOptions): Invoice {
  const { supplier, kind } = options
  const country = supplier.address.country
  const clientCountry = random.chance(0.85)
    ? country
    : random.pick(['FR', 'DE', 'BE', 'GB', 'ES', 'NL', 'IT'])
  const client = makeParty(random, clientCountry)
  const person = random.chance(0.2) ? personName(random, clientCountry) : undefined
  const date = addDays('2015-01-01', random.int(0, 4200))
  const days = random.pick([7, 8, 10, 14, 15, 20, 30, 30, 30, 45, 45, 60, 90])
  const items = makeItems(random, options, country)
  const amounts = total(random, items, options)
  const month = `${date.slice(0, 8)}01`
  const bankCountry = country === 'US' || country === 'MY' ? 'GB' : country
  return {
    kind,
    language: options.language,
    currency: options.currency,
    number: fillPattern(random, options.numberPattern, date),
    date,
    dueDate: addDays(date, days),
    order: fillPattern(
      random,
      random.pick([
        'BC#####',
        'PO-#####',
        '45########',
        'CMD-YYYY-###',
        '######',
        'AB/####',
        'PO######',
        'ORD-####',
        'YYYY-####',
      ]),
      date,
    ),
    orderDate: addDays(date, -random.int(2, 40)),
    deliveryDate: addDays(date, -random.int(0, 9)),
    deliveryNote: fillPattern(random, 'BL######', date),
    quote: fillPattern(
      random,
      random.pick(['D-####', 'Q#####', 'YYYY-###', 'P####', '######']),
      date,
    ),
    customerNumber: fillPattern(
      random,
      random.pick(['C#####', '#####', 'CLI-####', '411###', 'K######', '1000##']),
      date,
    ),
    period: { start: addDays(month, -31), end: addDays(month, -1) },
    supplier,
    client: person
      ? { ...client, name: person, siren: undefined, siret: undefined, vat: undefined }
      : client,
    delivery: makeAddress(random, clientCountry),
    iban: iban(random, bankCountry),
    bic: bic(random, bankCountry),
    bankName: random.pick([
      'Crédit Agricole',
      'BNP Paribas',
      'Deutsche Bank',
      'Sparkasse',
      'ING',
      'Banco Santander',
      'UniCredit',
      'Barclays',
      'Rabobank',
      'Société Générale',
      'La Banque Postale',
      'Commerzbank',
      'KBC',
    ]),
    factor: random.chance(0.05)
      ? { name: `${random.letters(3)} Factoring`, iban: iban(random, 'FR') }
      : undefined,
    terms: random.pick(options.terms).replace('{days}', String(days)),
    method: random.pick(options.methods),
    items,
    ...amounts,
  }
}

function makeItems(random: Random, options: InvoiceOptions, country: Country): Item[] {
  const usual: readonly [number, ...number[]] =
    options.kind === 'receipt' || random.chance(0.75) ? [rates[country][0]] : rates[country]
  // Small companies, exports: no tax at all.
  const untaxed = random.chance(0.06)
  return Array.from({ length: options.itemCount }, () => {
    const few = random.pick([1000, 1000, 1000, 2000, 2000, 3000, 4000, 6000, 500])
    const many = random.pick([
      1000,
      1000,
      1000,
      2000,
      3000,
      5000,
      10_000,
      12_000,
      1500,
      2500,
      7500,
      100_000,
      random.int(1, 40) * 1000,
    ])
    const quantity = options.kind === 'receipt' ? few : many
    const price =
      options.kind === 'receipt' ? random.int(80, 4000) : Math.round(10 ** random.between(2.2, 5.1))
    const unitPriceCents = options.wholePrices
      ? Math.max(100, Math.round(price / 100) * 100)
      : price
    const discountPercent =
      options.hasLineDiscount && random.chance(0.4) ? random.pick([5, 10, 15, 20]) : 0
    const amountCents = Math.round((quantity * unitPriceCents * (100 - discountPercent)) / 100_000)
    return {
      reference: random.pick([
        random.digits(5),
        `${random.letters(2)}-${random.digits(4)}`,
        `${random.letters(3)}${random.digits(3)}`,
      ]),
      description: random.pick(options.products),
      detail: random.chance(0.2) ? random.pick(options.products) : undefined,
      quantityThousandths: quantity,
      unit: random.pick(options.units),
      unitPriceCents,
      discountPercent,
      rateHundredths: untaxed ? 0 : random.pick(usual),
      amountCents,
    }
  })
}

function total(random: Random, items: Item[], options: InvoiceOptions) {
  const linesCents = items.reduce((sum, item) => sum + item.amountCents, 0)
  const plain = options.kind === 'receipt'
  const discountCents =
    !plain && random.chance(0.18)
      ? Math.round((linesCents * random.pick([2, 3, 5, 10, 15])) / 100)
      : 0
  const shippingCents =
    !plain && random.chance(0.2) ? random.pick([500, 690, 990, 1200, 1500, 2500, 4900]) : 0
  const vats = options.pricesWithTax
    ? includedTaxes(items, linesCents)
    : taxes(items, linesCents, shippingCents - discountCents)
  const netCents = vats.reduce((sum, { baseCents }) => sum + baseCents, 0)
  const vatCents = vats.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const grossCents = netCents + vatCents
  const depositCents =
    !plain && random.chance(0.18)
      ? Math.round((grossCents * random.pick([10, 20, 30, 40, 50, 100])) / 100)
      : 0
  return {
    linesCents,
    discountCents,
    shippingCents,
    vats,
    netCents,
    vatCents,
    grossCents,
    depositCents,
    payableCents: grossCents - depositCents,
  }
}

/** The tax inside prices that include it; such documents have one rate. */
function includedTaxes([first]: Item[], linesCents: number): Vat[] {
  const rateHundredths = first?.rateHundredths ?? 0
  const baseCents = Math.round((linesCents * 10_000) / (10_000 + rateHundredths))
  return [{ rateHundredths, baseCents, amountCents: linesCents - baseCents }]
}

/** The tax of each rate, highest first; a discount or charge on the whole is shared out by the rates' parts. */
function taxes(items: Item[], linesCents: number, extraCents: number): Vat[] {
  const bases = new Map<number, number>()
  for (const { rateHundredths, amountCents } of items)
    bases.set(rateHundredths, (bases.get(rateHundredths) ?? 0) + amountCents)
  const sorted = [...bases].sort(([a], [b]) => b - a)
  let left = extraCents
  return sorted.map(([rateHundredths, base], index) => {
    const last = index === sorted.length - 1
    const share = last ? left : Math.round((extraCents * base) / Math.max(1, linesCents))
    left -= share
    const baseCents = base + share
    return {
      rateHundredths,
      baseCents,
      amountCents: Math.round((baseCents * rateHundredths) / 10_000),
    }
  })
}

/** `YYYY`, `YY` and `MM` of the date, `#` any digit. */
export function fillPattern(random: Random, pattern: string, date: string): string {
  return pattern
    .replace('YYYY', date.slice(0, 4))
    .replace('YY', date.slice(2, 4))
    .replace('MM', date.slice(5, 7))
    .replaceAll('#', () => String(random.int(0, 9)))
}

/** An ISO date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
