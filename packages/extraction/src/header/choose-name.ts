import type { PartyText } from '../candidates/party-lines.ts'
import type { Segment } from '../lines.ts'
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
export function chooseName(context: NameContext, taken: Set<Segment>): ChosenName | undefined {
  const candidates = findNames(context, taken)
  const scores = nameFeatures(candidates, context).map(scoreOf)
  const highest = Math.max(...scores)
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

function scoreOf(features: ReturnType<typeof nameFeatures>[number]): number {
  return Object.entries(nameWeights).reduce(
    (sum, [feature, weight]) => sum + weight * features[feature as keyof typeof features],
    0,
  )
}

function isSame(candidate: NameCandidate | undefined, { text }: NameCandidate): boolean {
  return candidate !== undefined && lettersOf(candidate.text.value) === lettersOf(text.value)
}
