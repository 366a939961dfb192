import type { Totals } from '../solve/totals.ts'
import { onlyOf } from './only-of.ts'
import type { Tax } from './tax.ts'

// In percent.
const dollarsByRate = new Map([
  [5, 'CAD'],
  [7, 'SGD'],
  [8, 'SGD'],
  [9, 'SGD'],
  [10, 'AUD'],
  [15, 'NZD'],
])

/**
 * Whose GST is charged: by its share of the net; by its rate; of several rates by that of the register, or the one behind its
 * name; where there is none, by the register alone. Undefined where nothing tells.
 */
export function dollarOfGst(taxes: Tax[], registered: string[]): string | undefined {
  const fitting = [...dollarsByRate].filter(([rate]) => taxes.some(({ fits }) => fits(rate)))
  const behind = dollarsAt(taxes.flatMap(({ rates }) => rates))
  const all = [...behind, ...dollarsAt(taxes.map(({ leadingRate }) => leadingRate))]
  return (
    onlyOf(fitting.map(([, code]) => code)) ??
    onlyOf(all) ??
    onlyOf(all.filter((code) => registered.includes(code))) ??
    onlyOf(behind) ??
    onlyOf(registered)
  )
}

function dollarsAt(rates: (number | undefined)[]): string[] {
  return rates.flatMap((rate) => dollarsByRate.get(rate ?? 0) ?? [])
}

/** Where nothing tells whose GST it is: part of the goods may bear none, so it is less than its rate makes, never more. */
export function likelyDollarOfGst(taxes: Tax[], { montant_ttc: gross }: Totals): string {
  const [tax = 0] = taxes.flatMap(({ amounts }) => amounts)
  const net = Math.abs(gross?.candidate.cents ?? Number.POSITIVE_INFINITY) - tax
  return tax > 0.05 * net ? 'AUD' : 'CAD'
}
