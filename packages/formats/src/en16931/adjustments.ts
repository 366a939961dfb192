import { fromCents, sum } from './cents.ts'
import type { Faults } from './faults.ts'
import type { Adjustment, Line, Tax } from './invoice.ts'

/** What was read of all allowances and charges, in cents without a sign; `charges` is undefined where no XML tells them. */
export type ReadAdjustments = { allowed: number; shipping: number; charges: number | undefined }

/** What stands between the lines of a rate and what is taxed at it: the discount, the shipping and the charges that were read. */
export function adjustmentsOf(
  lines: Line[],
  taxes: Tax[],
  faults: Faults,
  read: ReadAdjustments,
): Adjustment[] {
  if (lines.length === 0 || taxes.length === 0) return []
  const differences = differencesOf(lines, taxes)
  if (differences.every(({ cents }) => cents === 0)) return []
  const allowed = -sum(differences.map(({ cents }) => Math.min(cents, 0)))
  const charged = sum(differences.map(({ cents }) => Math.max(cents, 0)))
  // An allowance and a charge of one rate hide as much of each other in its difference. Of which rate, is known where there is one.
  const hidden = read.allowed - allowed
  const isKnown = hidden === 0 || (hidden > 0 && differences.length === 1)
  const isShipping = charged + hidden === read.shipping
  const isExplained = isKnown && (isShipping || charged + hidden === read.charges)
  if (!isExplained) faults.add('lines', notAdding(lines, taxes))
  const charge = isShipping ? 'Frais de port' : 'Frais'
  const adjustments = differences.flatMap(({ rate, cents }): Adjustment[] => [
    { isCharge: false, reason: 'Remise', amountCents: hidden + Math.max(-cents, 0), rate },
    { isCharge: true, reason: charge, amountCents: hidden + Math.max(cents, 0), rate },
  ])
  return adjustments.filter(({ amountCents }) => amountCents !== 0)
}

/** What is taxed at each rate, less its lines. */
function differencesOf(lines: Line[], taxes: Tax[]): { rate: string; cents: number }[] {
  const rates = new Set([...taxes, ...lines].map(({ rate }) => rate))
  return [...rates].map((rate) => {
    const ofRate = taxes.filter((tax) => tax.rate === rate)
    const ofLines = lines.filter((line) => line.rate === rate)
    const baseCents = sum(ofRate.map((tax) => tax.baseCents))
    return { rate, cents: baseCents - sum(ofLines.map(({ amountCents }) => amountCents)) }
  })
}

function notAdding(lines: Line[], taxes: Tax[]): string {
  const ofLines = fromCents(sum(lines.map(({ amountCents }) => amountCents)))
  const taxed = fromCents(sum(taxes.map(({ baseCents }) => baseCents)))
  return `add up to ${ofLines}, which remise and frais_port do not lead from to the ${taxed} that are taxed, rate by rate`
}
