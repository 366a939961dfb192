import type { AmountCandidate } from '../candidates/amounts.ts'
import type { RateCandidate } from '../candidates/rates.ts'
import { addsUpTo, type BreakdownRow, findBreakdown } from './breakdown.ts'

export type TotalLabel = 'montant_ht' | 'montant_tva' | 'montant_ttc'

/** One total: what was printed, how surely it is meant. */
export type SolvedTotal = {
  candidate: AmountCandidate
  /** Evidence for it, from 0; above 1 it is strong. */
  score: number
}

export type Totals = Partial<Record<TotalLabel, SolvedTotal>> & {
  /** Whether net + tax = gross, all three printed. */
  isBalanced: boolean
}

/** Cents that rounding may take. */
const tolerance = 2
const maxOptions = 14
const evidence = {
  balanced: 0.9,
  rated: 0.5,
  untaxed: 0.35,
  lowest: 0.15,
  largest: 0.25,
  size: 0.5,
  summed: 1.2,
  last: 0.2,
} as const

type Option = { candidate: AmountCandidate; score: number }

/**
 * The totals of the document, solved together: the triple that satisfies net + tax = gross and is named best wins; without
 * one, each is the best named of its own.
 */
export function solveTotals(amounts: AmountCandidate[], rates: RateCandidate[]): Totals {
  const largest = Math.max(0, ...amounts.map(({ cents }) => Math.abs(cents)))
  const lastPage = Math.max(1, ...amounts.map(({ span }) => span.page))
  const place = { largest, lastPage }
  const options = {
    montant_ht: rank(amounts, 'montant_ht', place),
    montant_tva: rank(amounts, 'montant_tva', place),
    montant_ttc: rank(amounts, 'montant_ttc', place),
  }
  const known = new Set(rates.map(({ basisPoints }) => basisPoints))
  const rows = findBreakdown(amounts, rates)
  const best = bestTriple(options, { rates: known, largest, rows })
  if (best) return { ...best, isBalanced: true }
  return { ...separately(options), isBalanced: false }
}

type Place = { largest: number; lastPage: number }

function rank(amounts: AmountCandidate[], label: TotalLabel, place: Place): Option[] {
  return amounts
    .filter(({ hasDecimals, hasCurrency }) => hasDecimals || hasCurrency)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, label, place) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, maxOptions)
}

const rivals: Record<TotalLabel, string[]> = {
  montant_ht: ['montant_tva', 'montant_ttc', 'other', 'acompte', 'remise', 'frais_port'],
  montant_tva: ['montant_ht', 'montant_ttc', 'other', 'acompte', 'remise', 'frais_port'],
  montant_ttc: ['montant_ht', 'montant_tva', 'other', 'acompte', 'remise', 'frais_port'],
}

function scoreOf(
  { named, span, cents, hasDecimals }: AmountCandidate,
  label: TotalLabel,
  { largest, lastPage }: Place,
): number {
  const own = named.get(label) ?? 0
  const against = Math.max(0, ...rivals[label].map((rival) => named.get(rival) ?? 0))
  const net = label === 'montant_ttc' ? 0.7 * (named.get('net_a_payer') ?? 0) : 0
  const low = evidence.lowest * (span.box.y + span.box.height / 2)
  const last = span.page === lastPage ? evidence.last : 0
  const big = label === 'montant_ttc' && Math.abs(cents) === largest ? evidence.largest : 0
  const nothing = cents === 0 && label !== 'montant_tva' ? -0.6 : 0
  const whole = hasDecimals ? 0 : -0.2
  return Math.max(own, net) - 0.7 * against + low + last + big + nothing + whole
}

type Options = Record<TotalLabel, Option[]>

type Surroundings = { rates: Set<number>; largest: number; rows: BreakdownRow[] }

function bestTriple(options: Options, surroundings: Surroundings) {
  let best: Record<TotalLabel, SolvedTotal> | undefined
  let bestScore = 1.1
  for (const gross of options.montant_ttc) {
    if (isNamedNet(gross)) continue
    for (const net of options.montant_ht) {
      const wanted = Math.abs(gross.candidate.cents) - Math.abs(net.candidate.cents)
      if (wanted < -tolerance) continue
      for (const tax of options.montant_tva) {
        if (Math.abs(Math.abs(tax.candidate.cents) - wanted) > tolerance) continue
        if (areSame(gross, net) || areSame(gross, tax) || areSame(net, tax)) continue
        if (!isPossibleTax(tax.candidate.cents, net.candidate.cents)) continue
        const score = scoreTriple({ gross, net, tax }, surroundings)
        if (score <= bestScore) continue
        bestScore = score
        best = {
          montant_ttc: { candidate: gross.candidate, score: gross.score + evidence.balanced },
          montant_ht: { candidate: net.candidate, score: net.score + evidence.balanced },
          montant_tva: { candidate: tax.candidate, score: tax.score + evidence.balanced },
        }
      }
    }
  }
  return best
}

function areSame(a: Option, b: Option): boolean {
  return a.candidate === b.candidate
}

/** Above 30 % of the net it is no tax: two lines of goods make a sum as well. */
function isPossibleTax(tax: number, net: number): boolean {
  return Math.abs(tax) <= 0.3 * Math.abs(net) + tolerance
}

/** « Total HT » is no gross total, whatever adds up to it. */
function isNamedNet({ candidate: { named } }: Option): boolean {
  return (named.get('montant_ht') ?? 0) > 0.7 && (named.get('montant_ttc') ?? 0) < 0.3
}

function scoreTriple(
  { gross, net, tax }: { gross: Option; net: Option; tax: Option },
  { rates, largest, rows }: Surroundings,
): number {
  const base = Math.abs(net.candidate.cents)
  const amount = Math.abs(tax.candidate.cents)
  const isRated = [...rates].some(
    (rate) => rate > 0 && Math.abs((base * rate) / 10_000 - amount) <= tolerance,
  )
  // Several rates: no single one explains the tax, their rows together do.
  const isSummed = rows.length > 1 && addsUpTo(rows, base, amount)
  const summed = isSummed ? evidence.summed : 0
  const proof = amount === 0 ? evidence.untaxed : evidence.balanced + (isRated ? evidence.rated : 0)
  // The row that sums a breakdown up balances as its parts do, and is larger.
  const size = evidence.size * (Math.abs(gross.candidate.cents) / Math.max(1, largest))
  return gross.score + net.score + tax.score + proof + size + summed
}

function separately(options: Options): Partial<Record<TotalLabel, SolvedTotal>> {
  const result: Partial<Record<TotalLabel, SolvedTotal>> = {}
  const taken = new Set<AmountCandidate>()
  for (const label of ['montant_ttc', 'montant_tva', 'montant_ht'] as const) {
    const least = label === 'montant_ttc' ? 0.45 : 0.65
    const option = options[label].find(
      ({ candidate, score }) => !taken.has(candidate) && score > least && isNamed(candidate, label),
    )
    if (!option) continue
    taken.add(option.candidate)
    result[label] = option
  }
  return result
}

function isNamed({ named }: AmountCandidate, label: TotalLabel): boolean {
  if (label === 'montant_ttc') return true
  return (named.get(label) ?? 0) > 0.4
}
