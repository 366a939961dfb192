import type { AmountCandidate } from '../candidates/amounts.ts'

const least = 0.6
// The money handed over stands at most this many rows above the change.
const rowsAbove = 2

/**
 * What was paid at a till, in cents: what was handed over less the change; all of it when there was no change. Several,
 * where it can be read in several ways.
 */
export function findSettled(amounts: AmountCandidate[]): Set<number> {
  const given = amounts.filter((amount) => isNamed(amount, 'tendered') && amount.cents > 0)
  const returned = amounts.filter((amount) => isNamed(amount, 'change') && amount.cents !== 0)
  if (returned.length === 0) return new Set(given.map(({ cents }) => cents))
  const paid = returned.flatMap((change) => {
    const handed = given.length > 0 ? given : above(change, amounts)
    return handed.map(({ cents }) => cents - Math.abs(change.cents))
  })
  return new Set(paid.filter((cents) => cents > 0))
}

function isNamed({ named }: AmountCandidate, meaning: 'tendered' | 'change'): boolean {
  return (named.get(meaning) ?? 0) >= least
}

function above({ span }: AmountCandidate, amounts: AmountCandidate[]): AmountCandidate[] {
  return amounts.filter(({ span: { page, row } }) => {
    const distance = span.row - row
    return page === span.page && distance > 0 && distance <= rowsAbove
  })
}
