import { addUp, type Vat } from './amounts.ts'
import { bic, iban } from './identifiers.ts'
import { type Item, makeItems } from './items.ts'
import { personName } from './names.ts'
import { orderPattern } from './number-patterns.ts'
import { makeParty, type Party } from './party.ts'
import { addDays, fillPattern } from './patterns.ts'
import { type Address, type Language, makeAddress } from './places.ts'
import type { Random } from './random.ts'

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
  const amounts = addUp(random, items, options)
  const month = `${date.slice(0, 8)}01`
  const bankCountry = country === 'US' || country === 'MY' ? 'GB' : country
  return {
    kind,
    language: options.language,
    currency: options.currency,
    number: fillPattern(random, options.numberPattern, date),
    date,
    dueDate: addDays(date, days),
    order: fillPattern(random, orderPattern(random), date),
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
