import type { PartyText } from '../candidates/party-lines.ts'
import { largest } from '../extremes.ts'
import type { Segment } from '../lines.ts'
import { learnedScore, type RankerWeights } from '../ranking/learned-score.ts'
import { findNames, type NameCandidate, type NameContext } from './name-candidates.ts'
import { nameFeatures } from './name-features.ts'
import { nameWeights } from './name-weights.ts'
import { lettersOf } from './page-facts.ts'

/** The name of the seller and how probable it is among all that it may be. */
export type ChosenName = { text: PartyText; probability: number }

/**
 * The name of the seller.
 *
 * @param taken pieces that belong to another party
 */
export function chooseName(
  context: NameContext,
  taken: Set<Segment>,
  learned?: RankerWeights['name'],
): ChosenName | undefined {
  const rated = rateNames(context, taken)
  const candidates = rated.map(({ candidate }) => candidate)
  const scores = rated.map(({ score, facts }) => score + learnedScore(facts, learned))
  const highest = largest(scores)
  const best = candidates[scores.indexOf(highest)]
  if (!best) return undefined
  const weights = scores.map((score) => Math.exp(score - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const same = weights.reduce(
    (sum, weight, index) => (isSame(candidates[index], best) ? sum + weight : sum),
    0,
  )
  return { text: best.text, probability: same / total }
}

/** Whatever may be the name, what speaks for it, and its score by the built-in weights. */
export function rateNames(context: NameContext, taken: Set<Segment>) {
  const candidates = findNames(context, taken)
  return nameFeatures(candidates, context).map((facts, index) => ({
    // Features come in the order of their candidates.
    candidate: candidates[index] as NameCandidate,
    facts,
    score: learnedScore(facts, nameWeights),
  }))
}

function isSame(candidate: NameCandidate | undefined, { text }: NameCandidate): boolean {
  return candidate !== undefined && lettersOf(candidate.text.value) === lettersOf(text.value)
}
