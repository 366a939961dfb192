import type { Clues, Option } from './rank.ts'

const clearMargin = 0.3
const leastNamed = 0.5
const tolerance = 2

/**
 * How strongly another amount claims to be the gross total, from 0: named as it as plainly as the one that was chosen, and
 * neither part of the solution nor explained by an instalment paid.
 */
export function contest(
  gross: Option,
  options: Option[],
  { known, clues }: { known: number[]; clues: Clues },
): number {
  const explained = [...known, gross.candidate.cents].map(Math.abs)
  const rival = options.find(
    ({ candidate }) =>
      (candidate.named.get('montant_ttc') ?? 0) >= leastNamed &&
      !explained.some((cents) => isClose(cents, candidate.cents, clues)) &&
      !clues.paid.some((paid) => isClose(gross.candidate.cents - paid, candidate.cents, clues)),
  )
  return rival ? Math.max(0, clearMargin - (gross.score - rival.score)) : 0
}

function isClose(a: number, b: number, { roundings }: Clues): boolean {
  return Math.abs(Math.abs(a) - Math.abs(b)) <= Math.max(tolerance, ...roundings)
}
