import type { LineItem } from '@invoice-ml/contracts'
import { formatRate } from '../candidates/rates.ts'

// The rates that goods and services commonly bear, in basis points, by the language of the country that has them.
const commonRates: Record<string, number[]> = {
  fr: [0, 550, 1000, 2000],
  de: [0, 700, 1900],
  es: [0, 400, 1000, 2100],
  it: [0, 400, 1000, 2200],
  nl: [0, 900, 2100],
}
// As many as can be tried in a millisecond or two.
const mostWays = 50_000
// Ways for each cent that the tax can come to: beyond this, one of them adds up by chance.
const mostWaysPerCent = 0.05
const basisPointsInOne = 10_000

type Sums = { language: string; netCents: number; taxCents: number }
type Way = { taxes: number; rates: number[] }

/**
 * Lines that print no rate bear those common ones which make up the tax of the document to the cent, where there is exactly one
 * way to do so, and few ways in all. As they are otherwise.
 */
export function taxBySum(lines: LineItem[], { language, netCents, taxCents }: Sums): LineItem[] {
  const rates = commonRates[language]
  const amounts = lines.map(({ amount }) => Math.round(Number(amount) * 100))
  const isOpen = lines.length > 1 && lines.every(({ vat_rate: rate }) => rate === undefined)
  const isWhole = amounts.every((cents) => cents > 0) && sumOf(amounts) === netCents
  if (!rates || !isOpen || !isWhole || taxCents <= 0) return lines
  const ways = rates.length ** lines.length
  const range = (netCents * Math.max(...rates)) / basisPointsInOne
  if (ways > mostWays || ways > mostWaysPerCent * range) return lines
  const [only, ...others] = waysToTax(amounts, rates).filter(
    ({ taxes }) => Math.round(taxes / basisPointsInOne) === taxCents,
  )
  if (!only || others.length > 0) return lines
  return lines.map((line, index) => ({ ...line, vat_rate: formatRate(only.rates[index] ?? 0) }))
}

function waysToTax(amounts: number[], rates: number[]): Way[] {
  return amounts.reduce<Way[]>(
    (ways, cents) =>
      ways.flatMap((way) =>
        rates.map((rate) => ({ taxes: way.taxes + cents * rate, rates: [...way.rates, rate] })),
      ),
    [{ taxes: 0, rates: [] }],
  )
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
