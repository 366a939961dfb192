import type { InvoiceOptions } from './invoice.ts'
import type { Country } from './places.ts'
import type { Random } from './random.ts'

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
  FI: [2550, 2550, 1400, 1000],
}

/** The lines of a document, each amount rounded to cents. */
export function makeItems(random: Random, options: InvoiceOptions, country: Country): Item[] {
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
