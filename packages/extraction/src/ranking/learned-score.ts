import type { Ranker, RankingFacts } from '@invoice-ml/contracts'

export type RankerWeights = Ranker['weights']

/** What learned weights add to the score of a candidate; 0 without any. */
export function learnedScore(
  facts: Readonly<RankingFacts>,
  learned: Readonly<Record<string, number>> | undefined,
): number {
  if (!learned) return 0
  return Object.entries(facts).reduce((sum, [fact, value]) => sum + value * (learned[fact] ?? 0), 0)
}
