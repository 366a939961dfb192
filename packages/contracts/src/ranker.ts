import { z } from 'zod'
import { fieldLabels } from './fields.ts'

/** What is chosen among candidates: who of the parties sells, which text is the seller's name, which value is a field. */
export const rankedNames = ['seller', 'name', ...fieldLabels] as const
export type Ranked = (typeof rankedNames)[number]

/** What is known of a candidate: fact → how much of it, mostly 0 or 1. */
export type RankingFacts = Record<string, number>

/** One choice of which people have said what is right: the candidates, and what the built-in weights say of each. */
export type RankingCase = {
  ranked: Ranked
  options: { score: number; facts: RankingFacts; isRight: boolean }[]
}

const mostFacts = 2_000
const Weights = z
  .record(z.string().min(1).max(100), z.number().min(-20).max(20))
  .refine((weights) => Object.keys(weights).length <= mostFacts, 'too many facts')

const Gain = z.object({
  ranked: z.enum(rankedNames),
  /** Documents that have the field which it decides. */
  documents: z.int().min(0),
  /** Share of them in which it is right with the built-in weights, read whole. */
  before: z.number().min(0).max(1),
  /** The same with learned ones, each time those fitted without the document's supplier. */
  after: z.number().min(0).max(1),
})
export type RankerGain = z.infer<typeof Gain>

/**
 * `ranker.json` beside a model: what corrections add to the weights that are built in. Without the file, or without a fact in
 * it, these stay as they are.
 */
export const Ranker = z.object({
  documents: z.int().min(0),
  suppliers: z.int().min(0),
  weights: z.partialRecord(z.enum(rankedNames), Weights),
  gains: z.array(Gain),
})
export type Ranker = z.infer<typeof Ranker>
