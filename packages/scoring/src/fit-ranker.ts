import {
  type Ranked,
  type Ranker,
  type RankerGain,
  type RankingCase,
  rankedNames,
} from '@invoice-ml/contracts'
import { type Choice, chancesOf, fitChoices, rightShare, toChoices } from './choice-model.ts'

/** The choices on a document that people have corrected or confirmed. */
export type StudiedDocument = { supplier: number; cases: RankingCase[] }

// Parts that the suppliers are dealt into to see what learning is worth for others.
const folds = 5
// Below it, what is met once in many is learned as if it was the rule.
const leastDocuments = 10
/** A word that only one supplier prints says nothing of others, and may be its name. */
const leastSuppliers = 2
const mostFacts = 1_000
/** How much surer the right answer must become for suppliers left out, in parts of the log-likelihood. */
const leastGain = 0.02
const decimals = 1_000

/**
 * Learns weights for each choice, on top of those built in. Kept is only what makes the right answer likelier, and no fewer
 * first answers right, on documents of suppliers that were left out of the fit: five times, each with a fifth left out.
 */
export async function fitRanker(
  documents: StudiedDocument[],
  pause: () => Promise<void> = async () => {},
): Promise<Ranker> {
  const weights: Ranker['weights'] = {}
  const gains: RankerGain[] = []
  for (const ranked of rankedNames) {
    const studied = documents.flatMap(({ supplier, cases }) =>
      cases.filter((each) => each.ranked === ranked).map((each) => ({ supplier, case: each })),
    )
    if (studied.length < leastDocuments) continue
    const gain = await crossFitted(studied, { ranked, pause })
    if (!gain) continue
    weights[ranked] = fit(studied)
    gains.push(gain)
    await pause()
  }
  return {
    documents: documents.length,
    suppliers: new Set(documents.map(({ supplier }) => supplier)).size,
    weights,
    gains,
  }
}

type Studied = { supplier: number; case: RankingCase }

/** What learning brings to suppliers left out; undefined when it is not worth it. */
async function crossFitted(
  studied: Studied[],
  { ranked, pause }: { ranked: Ranked; pause: () => Promise<void> },
): Promise<RankerGain | undefined> {
  const suppliers = [...new Set(studied.map(({ supplier }) => supplier))]
  const foldOf = ({ supplier }: Studied) => suppliers.indexOf(supplier) % folds
  const sums = { before: nothing(), after: nothing() }
  for (let fold = 0; fold < folds; fold++) {
    const learned = new Map(Object.entries(fit(studied.filter((each) => foldOf(each) !== fold))))
    for (const each of studied.filter((other) => foldOf(other) === fold)) {
      judge(each.case, new Map(), sums.before)
      judge(each.case, learned, sums.after)
    }
    await pause()
  }
  const { before, after } = sums
  const isSurer = after.loss < before.loss * (1 - leastGain)
  if (!isSurer || after.right < before.right) return undefined
  const documents = studied.length
  return { ranked, documents, before: before.right / documents, after: after.right / documents }
}

type Sums = { loss: number; right: number }

function nothing(): Sums {
  return { loss: 0, right: 0 }
}

function judge(each: RankingCase, learned: Map<string, number>, sums: Sums): void {
  const numbers = new Map([...learned.keys()].map((fact, number) => [fact, number]))
  const [choice] = toChoices([each], numbers)
  if (!choice) return
  const chances = chancesOf(choice, Float64Array.from(learned.values()))
  sums.loss -= Math.log(rightShare(choice, chances))
  sums.right += Number(isFirstRight(choice, chances))
}

function isFirstRight({ isRight }: Choice, chances: number[]): boolean {
  return isRight[chances.indexOf(Math.max(...chances))] ?? false
}

function fit(studied: Studied[]): Record<string, number> {
  const facts = factsOf(studied)
  const numbers = new Map(facts.map((fact, number) => [fact, number]))
  const choices = toChoices(
    studied.map((each) => each.case),
    numbers,
  )
  const weights = fitChoices(choices, facts.length)
  return Object.fromEntries(
    facts.flatMap((fact, number) => {
      const weight = Math.round((weights[number] ?? 0) * decimals) / decimals
      return Math.abs(weight) < 0.01 ? [] : [[fact, weight]]
    }),
  )
}

/** The facts that are met with several suppliers, the most frequent first. */
function factsOf(studied: Studied[]): string[] {
  const suppliersOf = new Map<string, Set<number>>()
  for (const {
    supplier,
    case: { options },
  } of studied)
    for (const fact of new Set(options.flatMap(({ facts }) => Object.keys(facts)))) {
      const suppliers = suppliersOf.get(fact) ?? new Set()
      suppliersOf.set(fact, suppliers.add(supplier))
    }
  return [...suppliersOf]
    .filter(([, suppliers]) => suppliers.size >= leastSuppliers)
    .sort(([, a], [, b]) => b.size - a.size)
    .slice(0, mostFacts)
    .map(([fact]) => fact)
}
