import { type FieldLabel, fieldDefinition, fieldLabels } from '@invoice-ml/contracts'
import type { Span } from '../candidates/span.ts'
import { largest } from '../extremes.ts'
import type { Row } from '../lines.ts'
import { factsOf } from './facts.ts'
import { learnedScore, type RankerWeights } from './learned-score.ts'

type Named = { span: Span; named: Map<string, number> }

/** Everything on the pages that may be a value of these kinds. */
export type Rankable = { amounts: Named[]; dates: Named[]; references: Named[] }

/** Log-odds that a caption which surely names a label adds. */
const certainty = 6
/** Log-odds of there being no such value: what a caption adds that says 0.3 of 1. */
export const noneScore = 1.8

/** Labels whose values are chosen by what stands around them. */
export const rankableLabels = fieldLabels.filter((label) => groupOf(label) !== undefined)

/** The candidates of a label's kind; undefined for kinds that are not chosen so. */
export function candidatesOf(rankable: Rankable, label: FieldLabel): Named[] {
  const group = groupOf(label)
  return group ? rankable[group] : []
}

function groupOf(label: FieldLabel): keyof Rankable | undefined {
  const { type } = fieldDefinition(label)
  if (type === 'amount') return 'amounts'
  if (type === 'date') return 'dates'
  return type === 'reference' ? 'references' : undefined
}

/** The log-odds of a candidate by what is built in. */
export function builtInScore({ named }: Named, label: FieldLabel): number {
  return certainty * (named.get(label) ?? 0)
}

/**
 * What learned weights say of the words around the candidates joins what the wordings say: how much more, or less, likely each
 * becomes to be the label's value is added to its score. Where nothing learned is met, nothing changes.
 */
export function nameByWords(rankable: Rankable, rows: Row[], weights: RankerWeights): void {
  for (const label of rankableLabels) {
    const learned = weights[label]
    if (!learned) continue
    const candidates = candidatesOf(rankable, label)
    const before = candidates.map((candidate) => builtInScore(candidate, label))
    const after = candidates.map(
      ({ span }, index) => (before[index] ?? 0) + learnedScore(factsOf(span, rows), learned),
    )
    const [chances, learnedChances] = [chancesOf(before), chancesOf(after)]
    candidates.forEach(({ named }, index) => {
      const change = (learnedChances[index] ?? 0) - (chances[index] ?? 0)
      if (change === 0) return
      named.set(label, Math.min(1, Math.max(0, (named.get(label) ?? 0) + change)))
    })
  }
}

/** The share of each, and of there being none, which is left out. */
function chancesOf(scores: number[]): number[] {
  const highest = largest([noneScore, ...scores])
  const powers = scores.map((score) => Math.exp(score - highest))
  const total = powers.reduce((sum, power) => sum + power, Math.exp(noneScore - highest))
  return powers.map((power) => power / total)
}
