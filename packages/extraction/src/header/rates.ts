import type { AmountCandidate } from '../candidates/amounts.ts'
import { formatRate, type RateCandidate } from '../candidates/rates.ts'
import { largest, smallest } from '../extremes.ts'
import type { Found } from '../found.ts'
import { explainTax } from '../solve/explain.ts'
import type { Totals } from '../solve/totals.ts'

const evidence = { confirmed: 0.95, named: 0.6, unnamed: 0.4 } as const

/**
 * Without those of a tax that is not charged: all but 0 % of an exempt invoice, and of another what stands beside a printed tax
 * of nothing, where net and gross are printed and the same.
 */
export function chargedRates(
  rates: RateCandidate[],
  { montant_ht: net, montant_tva: tax, montant_ttc: gross }: Totals,
  isExempt: boolean,
): RateCandidate[] {
  if (tax?.candidate.cents !== 0) return rates
  if (isExempt) return rates.filter(({ basisPoints }) => basisPoints === 0)
  if (!net || !gross || net.candidate === gross.candidate) return rates
  if (net.candidate.cents !== gross.candidate.cents) return rates
  const { row } = tax.candidate.span
  return rates.filter(({ span }) => span.row !== row && span.row !== row - 1)
}

/** The tax rates, each once: those that the totals confirm, else those that are named. */
export function chooseRates(
  rates: RateCandidate[],
  amounts: AmountCandidate[],
  totals: Totals,
): Found[] {
  const confirmed = confirmedRates(rates, amounts, totals)
  // What explains all the tax is complete: other percentages of the page belong to something else.
  if (confirmed.length > 0) return toFound(confirmed, evidence.confirmed)
  const named = rates.filter(({ isNamed }) => isNamed)
  if (named.length > 0) return toFound(named, evidence.named)
  const isPossible = !totals.isBalanced || !isTaxed(totals) || isMixture(rates, totals)
  return isPossible ? toFound(rates, evidence.unnamed) : []
}

/** Whether a tax on parts of the net at these rates can be that of the totals. */
function isMixture(rates: RateCandidate[], { montant_ht: net, montant_tva: tax }: Totals): boolean {
  if (!net || !tax) return false
  const share = Math.abs(tax.candidate.cents / net.candidate.cents) * 10_000
  const points = rates.map(({ basisPoints }) => basisPoints)
  return smallest(points) < share && share < largest(points)
}

function confirmedRates(
  rates: RateCandidate[],
  amounts: AmountCandidate[],
  totals: Totals,
): RateCandidate[] {
  const { montant_ht: net, montant_tva: tax } = totals
  if (!net || !tax || !isTaxed(totals)) return []
  const sums = { net: net.candidate.cents, tax: tax.candidate.cents }
  const rows = explainTax(sums, rates, amounts)
  if (rows.length > 1) return rows.map(({ rate }) => rate)
  const fits = ({ basisPoints }: RateCandidate) =>
    Math.abs((Math.abs(sums.net) * basisPoints) / 10_000 - Math.abs(sums.tax)) <= 2
  const fitting = rates.filter(fits)
  const named = fitting.filter(({ isNamed }) => isNamed)
  return named.length > 0 ? named : fitting
}

function isTaxed({ montant_tva: tax }: Totals): boolean {
  return tax !== undefined && tax.candidate.cents !== 0
}

function toFound(rates: RateCandidate[], evidence: number): Found[] {
  const distinct = new Map(rates.map((rate) => [rate.basisPoints, rate]))
  return [...distinct.values()].map(({ span, basisPoints }) => ({
    label: 'taux_tva',
    value: formatRate(basisPoints),
    raw: span.text,
    page: span.page,
    box: span.box,
    words: span.words,
    evidence,
  }))
}
