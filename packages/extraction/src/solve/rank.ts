import type { AmountCandidate } from '../candidates/amounts.ts'
import type { RateCandidate } from '../candidates/rates.ts'
import { recognitionOf } from '../candidates/span.ts'
import { largest } from '../extremes.ts'
import { type BreakdownRow, findBreakdown } from './breakdown.ts'
import { findSettled } from './settlement.ts'

export type TotalLabel = 'montant_ht' | 'montant_tva' | 'montant_ttc'

/** An amount as one of the totals, and how much its wording and place speak for it. */
export type Option = { candidate: AmountCandidate; score: number }

/** What the rest of the document tells of its totals. Cents, and hundredths of a percent. */
export type Clues = {
  largest: number
  /** The largest that is named as one of the totals. */
  largestNamed: number
  lastPage: number
  rates: number[]
  rows: BreakdownRow[]
  /** What is printed in several places, as the amount to pay often is. */
  repeated: Set<number>
  /** What was paid at a till. */
  settled: Set<number>
  /** What was paid before. */
  paid: number[]
  /** What the total was rounded by. */
  roundings: number[]
  /** Whether it says in words that it, or something else, bears no tax. */
  isExemptionNamed: boolean
  /** What is called a tax. */
  taxes: number[]
  /** Whether any amount is called a tax: in a language that nothing knows none is. */
  isTaxNamed: boolean
}

/** What is printed, of which the totals are made. */
export type PrintedSums = {
  amounts: AmountCandidate[]
  rates: RateCandidate[]
  isExemptionNamed?: boolean
}

const evidence = {
  lowest: 0.15,
  largest: 0.25,
  last: 0.2,
  settled: 0.6,
  repaired: -0.2,
  repeated: 0.2,
  recognition: 0.3,
} as const
const largestRounding = 10
const leastPlaces = 3
const leastNamed = 0.4

/** What an amount may be besides a total. */
export const meanings = ['other', 'rounding', 'acompte', 'remise', 'frais_port']
const atTheTill = ['tendered', 'change']
const rivals: Record<TotalLabel, string[]> = {
  montant_ht: ['montant_tva', 'montant_ttc', ...meanings],
  montant_tva: ['montant_ht', 'montant_ttc', 'net_a_payer', ...meanings],
  montant_ttc: ['montant_ht', 'montant_tva', ...meanings],
}

/** What the document tells of its totals, besides the wording at each. */
export function gatherClues({ amounts, rates, isExemptionNamed = false }: PrintedSums): Clues {
  const roundings = amounts
    .filter(({ named }) => (named.get('rounding') ?? 0) >= 0.6)
    .map(({ cents }) => Math.abs(cents))
  const taxes = amounts
    .filter(({ named }) => (named.get('montant_tva') ?? 0) >= leastNamed)
    .map(({ cents }) => Math.abs(cents))
  return {
    largest: largestOf(amounts),
    largestNamed: largestOf(amounts.filter(isNamedTotal)),
    lastPage: largest([1, ...amounts.map(({ span }) => span.page)]),
    rates: [...new Set(rates.map(({ basisPoints }) => basisPoints))],
    rows: findBreakdown(amounts, rates),
    repeated: findRepeated(amounts),
    settled: findSettled(amounts),
    paid: amounts
      .filter(({ named }) => (named.get('acompte') ?? 0) >= 0.6)
      .map(({ cents }) => Math.abs(cents)),
    roundings: [...new Set(roundings)].filter((cents) => cents > 0 && cents <= largestRounding),
    isExemptionNamed,
    taxes,
    isTaxNamed: taxes.length > 0,
  }
}

function largestOf(amounts: AmountCandidate[]): number {
  return largest([0, ...amounts.map(({ cents }) => Math.abs(cents))])
}

function isNamedTotal({ named }: AmountCandidate): boolean {
  const own = Math.max(named.get('montant_ttc') ?? 0, named.get('montant_ht') ?? 0)
  const others = [...meanings, ...atTheTill].map((meaning) => named.get(meaning) ?? 0)
  return own >= leastNamed && own > Math.max(0, ...others)
}

function findRepeated(amounts: AmountCandidate[]): Set<number> {
  const byCents = Map.groupBy(amounts, ({ cents }) => Math.abs(cents))
  const often = [...byCents].filter(
    ([, same]) => new Set(same.map(({ span }) => span.row)).size >= leastPlaces,
  )
  return new Set(often.map(([cents]) => cents))
}

/** The amounts of the document, those first that are most likely this total. */
export function rank(amounts: AmountCandidate[], label: TotalLabel, clues: Clues): Option[] {
  return amounts
    .filter(({ hasDecimals, hasCurrency }) => hasDecimals || hasCurrency)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, label, clues) }))
    .sort((a, b) => b.score - a.score)
}

function scoreOf(candidate: AmountCandidate, label: TotalLabel, clues: Clues): number {
  const { named, span, cents, hasDecimals, isRepaired } = candidate
  const against = Math.max(0, ...rivals[label].map((rival) => named.get(rival) ?? 0))
  const handed = Math.max(0, ...atTheTill.map((meaning) => named.get(meaning) ?? 0))
  const low = evidence.lowest * (span.box.y + span.box.height / 2)
  const last = span.page === clues.lastPage ? evidence.last : 0
  const nothing = cents === 0 && label !== 'montant_tva' ? -0.6 : 0
  const whole = hasDecimals ? 0 : -0.2
  const repaired = isRepaired ? evidence.repaired : 0
  const seen = evidence.recognition * (recognitionOf(span.words) - 1)
  const gross = label === 'montant_ttc' ? grossEvidence(candidate, clues) : 0
  const rival = Math.max(0.7 * against, 1.4 * handed)
  return ownName(candidate, label) - rival + low + last + nothing + whole + repaired + seen + gross
}

function ownName({ named }: AmountCandidate, label: TotalLabel): number {
  const own = named.get(label) ?? 0
  return label === 'montant_ttc' ? Math.max(own, 0.7 * (named.get('net_a_payer') ?? 0)) : own
}

function grossEvidence({ cents }: AmountCandidate, { largest, settled, repeated }: Clues): number {
  const big = Math.abs(cents) === largest ? evidence.largest : 0
  const often = repeated.has(Math.abs(cents)) ? evidence.repeated : 0
  return big + often + (settled.has(Math.abs(cents)) ? evidence.settled : 0)
}
