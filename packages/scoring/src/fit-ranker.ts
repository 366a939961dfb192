import {
  type FieldLabel,
  fieldDefinition,
  type Ranked,
  type Ranker,
  type RankerGain,
  type RankingCase,
  rankedNames,
} from '@invoice-ml/contracts'
import { type Choice, chancesOf, fitChoices, rightShare, toChoices } from './choice-model.ts'
import type { FieldScore } from './score.ts'

/** A document that people have corrected or confirmed. */
export type StudiedDocument = {
  supplier: number
  /** The choices on it. */
  cases: RankingCase[]
  /** Reads it whole with such weights, and tells of each field that is known whether it is right. */
  read: (weights: Ranker['weights']) => Pick<FieldScore, 'label' | 'isRight'>[]
}

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
 * Learns weights for each choice, on top of those built in. Kept is only what helps documents of suppliers that were left out of
 * the fit: five times, each with a fifth left out, the right answer must become likelier, with no fewer first answers right, and
 * more values must come out right when the documents are read whole.
 */
export async function fitRanker(
  documents: StudiedDocument[],
  pause: () => Promise<void> = async () => {},
): Promise<Ranker> {
  const foldOf = dealSuppliers(documents)
  const promising: Promising[] = []
  for (const ranked of rankedNames) {
    const studied = documents.flatMap(({ supplier, cases }) =>
      cases
        .filter((each) => each.ranked === ranked)
        .map((each) => ({ fold: foldOf(supplier), supplier, case: each })),
    )
    if (studied.length < leastDocuments) continue
    const byFold = await crossFitted(studied, pause)
    if (byFold) promising.push({ ranked, byFold, weights: fit(studied) })
    await pause()
  }
  const { kept, gains } = await keepHelpful(promising, { documents, foldOf, pause })
  return {
    documents: documents.length,
    suppliers: new Set(documents.map(({ supplier }) => supplier)).size,
    weights: Object.fromEntries(kept.map(({ ranked, weights }) => [ranked, weights])),
    gains,
  }
}

type Weights = Record<string, number>
/** A choice that was learned: once without the suppliers of each fold, and once from all. */
type Promising = { ranked: Ranked; byFold: Weights[]; weights: Weights }
type Studied = { fold: number; supplier: number; case: RankingCase }

function dealSuppliers(documents: StudiedDocument[]): (supplier: number) => number {
  const suppliers = [...new Set(documents.map(({ supplier }) => supplier))]
  return (supplier) => suppliers.indexOf(supplier) % folds
}

/** What is learned without each fold; undefined when suppliers left out are no better off. */
async function crossFitted(
  studied: Studied[],
  pause: () => Promise<void>,
): Promise<Weights[] | undefined> {
  const sums = { before: nothing(), after: nothing() }
  const byFold: Weights[] = []
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(studied.filter((each) => each.fold !== fold))
    byFold.push(weights)
    const learned = new Map(Object.entries(weights))
    for (const each of studied.filter((other) => other.fold === fold)) {
      judge(each.case, new Map(), sums.before)
      judge(each.case, learned, sums.after)
    }
    await pause()
  }
  const { before, after } = sums
  const isSurer = after.loss < before.loss * (1 - leastGain)
  return isSurer && after.right >= before.right ? byFold : undefined
}

type Reading = {
  documents: StudiedDocument[]
  foldOf: (supplier: number) => number
  pause: () => Promise<void>
}

/**
 * A choice alone does not tell what becomes of a document: rules, arithmetic and the detector have their say after it. So the
 * documents are read whole, each with what was learned without its supplier, and choices are given up until each that stays makes
 * its own field better by more than chance, and no field is worse by more than that.
 */
async function keepHelpful(
  promising: Promising[],
  { documents, foldOf, pause }: Reading,
): Promise<{ kept: Promising[]; gains: RankerGain[] }> {
  const builtIn = new Map<StudiedDocument, Outcomes>()
  let kept = promising
  while (kept.length > 0) {
    const changes = new Map<FieldLabel, Change>()
    for (const document of documents) {
      const { supplier, read } = document
      const before = builtIn.get(document) ?? read({})
      builtIn.set(document, before)
      const fold = foldOf(supplier)
      const after = read(
        Object.fromEntries(kept.map(({ ranked, byFold }) => [ranked, byFold[fold] ?? {}])),
      )
      noteChanges(changes, before, after)
      await pause()
    }
    const stays = withoutHarmful(kept, changes)
    if (stays.length === kept.length)
      return { kept, gains: kept.map(({ ranked }) => gainOf(ranked, changes)) }
    kept = stays
  }
  return { kept, gains: [] }
}

/** Of a field: documents that have it, in how many it is right before, and what became better and worse. */
type Change = { documents: number; before: number; better: number; worse: number }
type Outcomes = ReturnType<StudiedDocument['read']>

function noteChanges(changes: Map<FieldLabel, Change>, before: Outcomes, after: Outcomes): void {
  for (const { label, isRight } of before) {
    const change = changes.get(label) ?? { documents: 0, before: 0, better: 0, worse: 0 }
    const isRightNow = after.some((field) => field.label === label && field.isRight)
    change.documents += 1
    change.before += Number(isRight)
    change.better += Number(!isRight && isRightNow)
    change.worse += Number(isRight && !isRightNow)
    changes.set(label, change)
  }
}

function withoutHarmful(kept: Promising[], changes: ReadonlyMap<FieldLabel, Change>): Promising[] {
  const netOf = ({ ranked }: Promising) => net(changes.get(fieldOf(ranked)))
  const worthy = kept.filter(({ ranked }) => isSure(changes.get(fieldOf(ranked))))
  if (worthy.length < kept.length) return worthy
  const [harmed] = [...changes].find(([, change]) => isSure(change, -1)) ?? []
  if (!harmed) return kept
  // Fields of one kind take values from each other.
  const near = kept.filter(({ ranked }) => typeOf(fieldOf(ranked)) === typeOf(harmed))
  const [least] = (near.length > 0 ? near : kept).toSorted((a, b) => netOf(a) - netOf(b))
  return kept.filter((each) => each !== least)
}

function net(change: Change | undefined): number {
  return change ? change.better - change.worse : 0
}

/** Whether it became better, or with -1 worse, by more than one standard deviation of what chance would do. */
function isSure(change: Change | undefined, direction: 1 | -1 = 1): boolean {
  return change !== undefined && direction * net(change) > Math.sqrt(change.better + change.worse)
}

function gainOf(ranked: Ranked, changes: ReadonlyMap<FieldLabel, Change>): RankerGain {
  const change = changes.get(fieldOf(ranked))
  const { documents, before } = change ?? { documents: 0, before: 0 }
  const share = (right: number) => (documents === 0 ? 0 : right / documents)
  return { ranked, documents, before: share(before), after: share(before + net(change)) }
}

/** The field that a choice decides. */
function fieldOf(ranked: Ranked): FieldLabel {
  return ranked === 'seller' || ranked === 'name' ? 'fournisseur_nom' : ranked
}

function typeOf(label: FieldLabel): string {
  return fieldDefinition(label).type
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
