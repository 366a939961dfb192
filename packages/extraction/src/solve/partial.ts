import type { AmountCandidate } from '../candidates/amounts.ts'
import { union } from '../geometry.ts'
import type { Clues, Option, TotalLabel } from './rank.ts'

type Options = Record<TotalLabel, Option[]>
type Pair = { gross: Option; tax: Option }

const tolerance = 2
const maxOptions = 40
const leastScore = 0.4
const leastNamed = 0.4
// Documents with more rates than this print their total.
const maxTaxes = 4

/** "Total 119.00, 19 % VAT included 19.00": the gross total and the tax within it, where no net is printed. */
export function containedTax({ montant_ttc, montant_tva }: Options, { rates, settled }: Clues) {
  let best: Pair | undefined
  let bestScore = leastScore
  for (const gross of montant_ttc.slice(0, maxOptions)) {
    for (const tax of montant_tva.slice(0, maxOptions)) {
      const [whole, part] = [Math.abs(gross.candidate.cents), Math.abs(tax.candidate.cents)]
      const isContained = rates.some(
        (rate) => rate > 0 && Math.abs((whole * rate) / (10_000 + rate) - part) <= 1,
      )
      if (!isContained || part <= tolerance || !isPlain(tax)) continue
      if (!isPlain(gross) && !settled.has(whole)) continue
      const score = gross.score + tax.score
      if (score > bestScore) [best, bestScore] = [{ gross, tax }, score]
    }
  }
  return best
}

/** Named as something else, an amount fits by chance. */
function isPlain({ score }: Option): boolean {
  return score > 0.2
}

/** The tax of all rates together, where it is printed by rate only and completes the net to the gross total. */
export function taxByRates(
  net: Option,
  gross: Option,
  { rows }: Clues,
  amounts: AmountCandidate[],
) {
  const tax = rows.reduce((sum, row) => sum + row.tax, 0)
  const base = rows.reduce((sum, row) => sum + row.base, 0)
  const isComplete =
    rows.length > 1 &&
    Math.abs(base - net.candidate.cents) <= tolerance &&
    Math.abs(net.candidate.cents + tax - gross.candidate.cents) <= tolerance
  if (!isComplete) return undefined
  const parts = rows.map((row) =>
    amounts.find(({ cents, span }) => cents === row.tax && span.row === row.rate.span.row),
  )
  return sumOf(parts.filter((part) => part !== undefined))
}

/** The taxes that are printed by rate, two and more of them together, as one tax: where no total of them is printed. */
export function summedTaxes(options: Option[]): Option[] {
  const named = options
    .filter(({ candidate }) => (candidate.named.get('montant_tva') ?? 0) >= leastNamed)
    .filter(({ candidate: { cents } }) => cents !== 0)
  const distinct = [
    ...new Map(named.toReversed().map((option) => [option.candidate.cents, option])).values(),
  ].slice(-maxTaxes)
  return subsets(distinct).flatMap((parts) => {
    const candidate = sumOf(parts.map((part) => part.candidate))
    const score = Math.min(...parts.map((part) => part.score))
    return candidate ? [{ candidate, score }] : []
  })
}

/** Every choice of two and more. */
function subsets(options: Option[]): Option[][] {
  const all: Option[][] = [[]]
  for (const option of options) all.push(...all.map((chosen) => [...chosen, option]))
  return all.filter(({ length }) => length > 1)
}

function sumOf(parts: AmountCandidate[]): AmountCandidate | undefined {
  const [first] = parts
  const box = union(parts.map(({ span }) => span.box))
  if (!first || !box) return undefined
  const words = parts.flatMap(({ span }) => span.words)
  const text = parts.map(({ span }) => span.text).join(' + ')
  const cents = parts.reduce((sum, part) => sum + part.cents, 0)
  return { ...first, span: { ...first.span, words, text, box }, cents }
}
