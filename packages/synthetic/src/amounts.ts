import type { InvoiceOptions } from './invoice.ts'
import type { Item } from './items.ts'
import type { Random } from './random.ts'

/** The tax of one rate. */
export type Vat = { rateHundredths: number; baseCents: number; amountCents: number }

/** Discount, shipping, taxes and totals of the lines; every sum adds up in cents. */
export function addUp(random: Random, items: Item[], options: InvoiceOptions) {
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
