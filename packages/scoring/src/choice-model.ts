import type { RankingCase } from '@invoice-ml/contracts'

/** One choice with its facts as numbers: of each option what is built in, which facts hold, and whether it is right. */
export type Choice = {
  scores: number[]
  /** Number of a fact and how much of it, for each option. */
  facts: [fact: number, value: number][][]
  isRight: boolean[]
}

// Learned weights lie around those built in, normally spread with a variance of 1 / penalty.
const penalty = 0.5
const steps = 60
const first = 0.1
const step = { least: 1e-4, most: 0.5, faster: 1.2, slower: 0.5 }

/** Cases in which only the facts of `known` count, in its order. */
export function toChoices(cases: RankingCase[], known: ReadonlyMap<string, number>): Choice[] {
  return cases.map(({ options }) => ({
    scores: options.map(({ score }) => score),
    facts: options.map(({ facts }) =>
      Object.entries(facts).flatMap(([fact, value]): [number, number][] => {
        const number = known.get(fact)
        return number === undefined || value === 0 ? [] : [[number, value]]
      }),
    ),
    isRight: options.map(({ isRight }) => isRight),
  }))
}

/**
 * What is to be added to the built-in scores: a conditional logit with an L2 penalty, the right options of a choice taken
 * together, since one value may be printed in several places. Found with steps that grow and shrink by the sign of the slope
 * (Rprop, Riedmiller and Braun 1993), so that neither scale nor luck decides.
 */
export function fitChoices(choices: Choice[], facts: number): Float64Array {
  const weights = new Float64Array(facts)
  const sizes = new Float64Array(facts).fill(first)
  let before: Float64Array = new Float64Array(facts)
  for (let round = 0; round < steps; round++) {
    const slopes = slopesOf(choices, weights)
    for (let fact = 0; fact < facts; fact++) {
      const slope = slopes[fact] ?? 0
      const agreement = slope * (before[fact] ?? 0)
      const factor = agreement > 0 ? step.faster : agreement < 0 ? step.slower : 1
      const size = Math.min(step.most, Math.max(step.least, (sizes[fact] ?? first) * factor))
      sizes[fact] = size
      weights[fact] = (weights[fact] ?? 0) + Math.sign(slope) * size
    }
    before = slopes
  }
  return weights
}

/** How much more likely the right options become with more of each fact. */
function slopesOf(choices: Choice[], weights: Float64Array): Float64Array {
  const slopes = weights.map((weight) => -penalty * weight)
  for (const choice of choices) {
    const chances = chancesOf(choice, weights)
    const right = rightShare(choice, chances)
    choice.facts.forEach((facts, option) => {
      const chance = chances[option] ?? 0
      const wanted = choice.isRight[option] ? chance / right : 0
      for (const [fact, value] of facts)
        slopes[fact] = (slopes[fact] ?? 0) + value * (wanted - chance)
    })
  }
  return slopes
}

/** The probability of each option. */
export function chancesOf({ scores, facts }: Choice, weights: Float64Array): number[] {
  const sums = scores.map((score, option) =>
    (facts[option] ?? []).reduce((sum, [fact, value]) => sum + value * (weights[fact] ?? 0), score),
  )
  const highest = Math.max(...sums)
  const powers = sums.map((sum) => Math.exp(sum - highest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

/** The probability of the right options together, above 0. */
export function rightShare({ isRight }: Choice, chances: number[]): number {
  return Math.max(
    1e-9,
    chances.reduce((sum, chance, option) => (isRight[option] ? sum + chance : sum), 0),
  )
}
