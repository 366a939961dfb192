import type { Totals } from '../solve/totals.ts'
import type { TaxMention } from './tax-mentions.ts'

/** A tax that is named, with those of its amounts that it can come to. */
export type Tax = TaxMention & {
  /** Whether one of its amounts is so many percent of what is taxed. */
  fits: (percent: number) => boolean
}

// No tax of those who write "$" is a larger share of what is to be paid.
const largestShare = 0.16
const toleranceCents = 1

export function toTax(mention: TaxMention, totals: Totals): Tax {
  const gross = Math.abs(totals.montant_ttc?.candidate.cents ?? Number.POSITIVE_INFINITY)
  const net = Math.abs(totals.montant_ht?.candidate.cents ?? gross)
  const amounts = mention.amounts.map(Math.abs).filter((cents) => cents <= largestShare * gross)
  const fits = (percent: number) =>
    amounts.some((cents) =>
      [net, gross, gross - cents].some((base) => isShare(cents, percent, base)),
    )
  return { ...mention, amounts, fits }
}

export function isShare(cents: number, percent: number, base: number): boolean {
  return Math.abs((base * percent) / 100 - cents) <= toleranceCents
}

export function isCalled(names: string[]) {
  return (tax: TaxMention) => tax.names.some((name) => names.includes(name))
}

/** Whether it has a rate or an amount that is not nothing. */
export function isCharged(tax: Tax): boolean {
  return tax.amounts.length > 0 || ratesOf(tax).some((rate) => rate > 0)
}

/** Whether one of these rates is printed with it, or makes its amount. */
export function isOfRate(usual: number[]) {
  return (tax: Tax) => usual.some((rate) => ratesOf(tax).includes(rate) || tax.fits(rate))
}

export function ratesOf({ rates, leadingRate = 0 }: Tax): number[] {
  return [...rates, leadingRate]
}
