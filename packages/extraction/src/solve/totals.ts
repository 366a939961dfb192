import type { AmountCandidate } from '../candidates/amounts.ts'
import { bestTriple, type Triple } from './balance.ts'
import { contest } from './contest.ts'
import { containedTax, summedTaxes, taxByRates } from './partial.ts'
import {
  type Clues,
  gatherClues,
  type Option,
  type PrintedSums,
  rank,
  type TotalLabel,
} from './rank.ts'
import { repairTotals } from './repair.ts'

export type { TotalLabel } from './rank.ts'

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

const leastGross = 0.45
const leastOther = 0.6
const mostInexact = 1
// What agreeing with others adds to the score of each.
const evidence = { balanced: 0.9, untaxed: 0.4, contained: 0.5, contested: 1 } as const

/**
 * The totals of the document, solved together: the triple that satisfies net + tax = gross and is named best wins; without
 * one, each is the best named of its own.
 */
export function solveTotals(printed: PrintedSums): Totals {
  const { amounts } = printed
  const clues = gatherClues(printed)
  const options = {
    montant_ht: rank(amounts, 'montant_ht', clues),
    montant_tva: rank(amounts, 'montant_tva', clues),
    montant_ttc: rank(amounts, 'montant_ttc', clues),
  }
  const taxes = [...summedTaxes(options.montant_tva), ...options.montant_tva]
  const triple = bestTriple({ ...options, montant_tva: taxes }, clues)
  if (triple) return { ...lessContest(balanced(triple), options, clues), isBalanced: true }
  const alone = separately(options, clues)
  const solved = { ...alone, ...completed(alone, { options, clues, amounts }) }
  return { ...repairTotals(lessContest(solved, options, clues), clues), isBalanced: false }
}

/** Less sure, all of them, where another amount claims to be the gross total as well. */
function lessContest(
  solved: Separate,
  { montant_ttc }: Record<TotalLabel, Option[]>,
  clues: Clues,
): Separate {
  const { montant_ht: net, montant_tva: tax, montant_ttc: gross } = solved
  const chosen = montant_ttc.find(({ candidate }) => candidate === gross?.candidate)
  if (!chosen) return solved
  const known = [net, tax].flatMap((total) => (total ? [total.candidate.cents] : []))
  const lost = evidence.contested * contest(chosen, montant_ttc, { known, clues })
  return Object.fromEntries(
    Object.entries(solved).map(([label, total]) => [label, surer(total, -lost)]),
  )
}

function balanced(triple: Triple): Record<TotalLabel, SolvedTotal> {
  const { net, tax, gross } = triple
  const sum = Math.abs(net.candidate.cents) + Math.abs(tax.candidate.cents)
  const isExact = sum === Math.abs(gross.candidate.cents)
  // The same amount twice and a tax of nothing prove little.
  const untaxed = isNamed(gross.candidate, 'montant_ttc') ? evidence.untaxed : 0
  const proof = tax.candidate.cents === 0 ? untaxed : evidence.balanced
  // On a scan, a cent too many may be a digit misread.
  const most = isExact || !isScanned(triple) ? Number.POSITIVE_INFINITY : mostInexact
  return {
    montant_ht: atMost(most, surer(net, proof)),
    montant_tva: atMost(most, surer(tax, proof)),
    montant_ttc: atMost(most, surer(gross, proof)),
  }
}

function isScanned(triple: Triple): boolean {
  return Object.values(triple).some(({ candidate }) =>
    candidate.span.words.some(({ confidence }) => confidence < 1),
  )
}

function atMost(most: number, { candidate, score }: SolvedTotal): SolvedTotal {
  return { candidate, score: Math.min(most, score) }
}

type Rest = { options: Record<TotalLabel, Option[]>; clues: Clues; amounts: AmountCandidate[] }
type Separate = Partial<Record<TotalLabel, SolvedTotal>>

/** What two of three totals tell, where the third is not printed. */
function completed({ montant_ht: net, montant_ttc: gross }: Separate, rest: Rest): Separate {
  const { options, clues, amounts } = rest
  const tax = net && gross && taxByRates(net, gross, clues, amounts)
  if (tax)
    return balanced({
      net,
      gross,
      tax: { candidate: tax, score: Math.min(net.score, gross.score) },
    })
  const pair = containedTax(options, clues)
  if (!pair) return {}
  return {
    montant_ttc: surer(pair.gross, evidence.contained),
    montant_tva: surer(pair.tax, evidence.contained),
  }
}

function surer({ candidate, score }: Option, added: number): SolvedTotal {
  return { candidate, score: score + added }
}

function separately(options: Record<TotalLabel, Option[]>, { settled }: Clues): Separate {
  const result: Separate = {}
  const taken = new Set<AmountCandidate>()
  for (const label of ['montant_ttc', 'montant_tva', 'montant_ht'] as const) {
    const least = label === 'montant_ttc' ? leastGross : leastOther
    const option = options[label].find(
      ({ candidate, score }) =>
        !taken.has(candidate) &&
        score > least &&
        (label === 'montant_ttc' || isNamed(candidate, label)),
    )
    if (!option) continue
    taken.add(option.candidate)
    result[label] = option
  }
  const paid = options.montant_ttc.find(({ candidate }) => settled.has(candidate.cents))
  if (!result.montant_ttc && paid) result.montant_ttc = { ...paid, score: leastGross }
  return result
}

function isNamed({ named }: AmountCandidate, label: TotalLabel): boolean {
  return (named.get(label) ?? 0) > 0.4
}
