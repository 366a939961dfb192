import type { AmountCandidate } from '../candidates/amounts.ts'
import { usualRates } from '../candidates/rates.ts'
import { addsUpTo } from './breakdown.ts'
import { type Clues, meanings, type Option, type TotalLabel } from './rank.ts'

/** Net, tax and gross that belong together. */
export type Triple = { net: Option; tax: Option; gross: Option }

/** Cents that rounding may take. */
const tolerance = 2
const maxOptions = 60
// A table by rate has few rows.
const maxRows = 30
const leastScore = 1.1
const leastNamed = 0.4
const plainlyNamed = 0.6
const evidence = { balanced: 0.9, rated: 0.5, untaxed: 0.35, size: 0.5, summed: 1.2 } as const

/** The three printed amounts with net + tax = gross for which most speaks; undefined when none balance. */
export function bestTriple(
  options: Record<TotalLabel, Option[]>,
  clues: Clues,
): Triple | undefined {
  const nets = options.montant_ht.slice(0, maxOptions)
  const taxes = byCents(options.montant_tva.slice(0, maxOptions))
  const possible: Triple[] = []
  for (const gross of options.montant_ttc.slice(0, maxOptions)) {
    if (isNamedNet(gross)) continue
    for (const net of nets) {
      for (const tax of taxesBetween(net, gross, { taxes, clues })) {
        const triple = { net, tax, gross }
        if (isPossible(triple, clues) && !isBelowNamed(triple, clues)) possible.push(triple)
      }
    }
  }
  return surest(possible, clues)
}

function surest(triples: Triple[], clues: Clues): Triple | undefined {
  const rows = triples.filter(isOneRow).slice(0, maxRows)
  let best: Triple | undefined
  let bestScore = leastScore
  for (const triple of triples) {
    const total = isOneRow(triple) && isSumOfOthers(triple, rows) ? evidence.summed : 0
    const score = scoreTriple(triple, clues) + total
    if (score > bestScore) [best, bestScore] = [triple, score]
  }
  return best
}

function isOneRow({ net, tax, gross }: Triple): boolean {
  const { row } = gross.candidate.span
  return net.candidate.span.row === row && tax.candidate.span.row === row
}

/** Whether two other rows of a table by rate add up to this one. */
function isSumOfOthers(total: Triple, rows: Triple[]): boolean {
  const parts = rows.filter(
    ({ gross }) => gross.candidate.span.row < total.gross.candidate.span.row,
  )
  return parts.some((one) =>
    parts.some((other) =>
      (['net', 'tax', 'gross'] as const).every((part) => {
        const sum = Math.abs(one[part].candidate.cents) + Math.abs(other[part].candidate.cents)
        return one !== other && Math.abs(Math.abs(total[part].candidate.cents) - sum) <= tolerance
      }),
    ),
  )
}

function byCents(options: Option[]): Map<number, Option[]> {
  return Map.groupBy(options, ({ candidate }) => Math.abs(candidate.cents))
}

type Taxes = { taxes: Map<number, Option[]>; clues: Clues }

/** The amounts that net and gross differ by, the total rounded or not. */
function taxesBetween(net: Option, gross: Option, { taxes, clues }: Taxes): Option[] {
  const wanted = Math.abs(gross.candidate.cents) - Math.abs(net.candidate.cents)
  const differences = new Set<number>()
  for (const rounding of [0, ...clues.roundings.flatMap((cents) => [cents, -cents])])
    for (let cent = -tolerance; cent <= tolerance; cent++)
      differences.add(Math.abs(wanted + rounding + cent))
  if (wanted < -Math.max(tolerance, ...clues.roundings)) return []
  return [...differences].flatMap((cents) => taxes.get(cents) ?? [])
}

function isPossible({ net, tax, gross }: Triple, clues: Clues): boolean {
  const parts = [net.candidate, tax.candidate, gross.candidate]
  if (new Set(parts).size < parts.length) return false
  if (net.candidate.cents * gross.candidate.cents < 0) return false
  if (isNamedGross(net) && tax.candidate.cents !== 0) return false
  if (isLeftToPay(tax, 'montant_tva') || isLeftToPay(net, 'montant_ht')) return false
  return isPossibleTax(tax.candidate, net.candidate) && isTax({ net, tax, gross }, clues)
}

/** Named as a tax, or made of the net by a rate: goods and their carriage add up as well as net and tax do. */
function isTax({ net, tax, gross }: Triple, clues: Clues): boolean {
  const { named, cents } = tax.candidate
  const own = named.get('montant_tva') ?? 0
  const otherwise = Math.max(0, ...meanings.map((meaning) => named.get(meaning) ?? 0))
  if (cents === 0) return true
  if (otherwise >= leastNamed && otherwise > own) return false
  if (own >= leastNamed) return true
  const [base, amount] = [Math.abs(net.candidate.cents), Math.abs(cents)]
  const isTold = clues.isExemptionNamed || clues.rates.some((rate) => rate > 0)
  if (isMadeBy(isTold ? clues.rates : [...usualRates], base, amount)) return true
  if (clues.rows.length > 1 && addsUpTo(clues.rows, base, amount)) return true
  if (clues.isExemptionNamed || isTaxElsewhere(gross, clues)) return false
  // Between two totals that are named nothing else stands, unless the tax has its name elsewhere; less plainly named, it is no
  // more than the highest rate makes.
  const names = [nameOf(net, 'montant_ht'), nameOf(gross, 'montant_ttc')]
  const highest = Math.max(0, ...clues.rates)
  if (!clues.isTaxNamed && names.every((name) => name >= plainlyNamed)) return true
  if (names.every((name) => name >= leastNamed) && amount <= (base * highest) / 10_000) return true
  // Where nothing is named there is arithmetic alone.
  const isForeign = !clues.isTaxNamed && names.every((name) => name < leastNamed)
  return isForeign && nameOf(gross, 'net_a_payer') < leastNamed
}

/** "Of which VAT 18.22": whether what the gross contains at a rate is called a tax. */
function isTaxElsewhere({ candidate }: Option, { rates, taxes }: Clues): boolean {
  const gross = Math.abs(candidate.cents)
  const contained = rates.map((rate) => (gross * rate) / (10_000 + rate)).filter((tax) => tax > 0)
  return contained.some((tax) => taxes.some((cents) => Math.abs(cents - tax) <= tolerance))
}

function nameOf({ candidate }: Option, label: TotalLabel | 'net_a_payer'): number {
  return candidate.named.get(label) ?? 0
}

function isMadeBy(rates: number[], base: number, tax: number): boolean {
  return rates.some((rate) => rate > 0 && Math.abs((base * rate) / 10_000 - tax) <= tolerance)
}

/** A sum that nothing names, below an amount that is named as a total: lines of goods add up by chance. */
function isBelowNamed({ gross }: Triple, { largestNamed }: Clues): boolean {
  const { named, cents } = gross.candidate
  const own = Math.max(named.get('montant_ttc') ?? 0, named.get('net_a_payer') ?? 0)
  return own < leastNamed && Math.abs(cents) < largestNamed - tolerance
}

/** Above 30 % of the net it is no tax: two lines of goods make a sum as well. Below nothing it is a discount. */
function isPossibleTax(tax: AmountCandidate, net: AmountCandidate): boolean {
  if (tax.cents < 0 && net.cents > 0) return false
  return Math.abs(tax.cents) <= 0.3 * Math.abs(net.cents) + tolerance
}

/** « Total HT » is no gross total, whatever adds up to it. */
function isNamedNet({ candidate: { named } }: Option): boolean {
  return (named.get('montant_ht') ?? 0) > 0.7 && (named.get('montant_ttc') ?? 0) < 0.3
}

function isNamedGross({ candidate: { named } }: Option): boolean {
  return (named.get('montant_ttc') ?? 0) > 0.7 && (named.get('montant_ht') ?? 0) < 0.3
}

/** What is left to pay is no net, and nothing left to pay is no tax of nothing. */
function isLeftToPay({ candidate: { named } }: Option, label: TotalLabel): boolean {
  return (named.get('net_a_payer') ?? 0) > 0.6 && (named.get(label) ?? 0) < 0.3
}

function scoreTriple({ gross, net, tax }: Triple, { rates, largest, rows }: Clues): number {
  const base = Math.abs(net.candidate.cents)
  const amount = Math.abs(tax.candidate.cents)
  const isRated = isMadeBy(rates, base, amount)
  // Several rates: no single one explains the tax, their rows together do.
  const isSummed = rows.length > 1 && addsUpTo(rows, base, amount)
  const summed = isSummed ? evidence.summed : 0
  const proof = amount === 0 ? evidence.untaxed : evidence.balanced + (isRated ? evidence.rated : 0)
  // The row that sums a breakdown up balances as its parts do, and is larger.
  const size = evidence.size * (Math.abs(gross.candidate.cents) / Math.max(1, largest))
  return gross.score + net.score + tax.score + proof + size + summed
}
