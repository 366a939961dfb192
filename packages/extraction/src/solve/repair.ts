import type { AmountCandidate } from '../candidates/amounts.ts'
import type { Clues, Option, TotalLabel } from './rank.ts'

type Solved = Partial<Record<TotalLabel, Option>>

const tolerance = 2
const leastNamed = 0.4

/**
 * Totals of a scan that contradict each other, or what was paid at the till, with one digit read otherwise: taken only where
 * one single reading satisfies net + tax = gross and net × rate = tax, or cash − change = gross. What was printed stays in
 * the words.
 */
export function repairTotals(solved: Solved, clues: Clues): Solved {
  const { montant_ht: net, montant_tva: tax, montant_ttc: gross } = solved
  if (net && tax && gross) return repairBalance({ net, tax, gross }, clues) ?? solved
  if (!gross || tax) return solved
  return { ...solved, montant_ttc: repairGross(gross, clues) }
}

function repairBalance(
  { net, tax, gross }: Record<'net' | 'tax' | 'gross', Option>,
  { rates }: Clues,
): Solved | undefined {
  const [n, t, g] = [net, tax, gross].map(({ candidate }) => Math.abs(candidate.cents))
  if (n === undefined || t === undefined || g === undefined) return undefined
  if (Math.abs(n + t - g) <= tolerance) return undefined
  const readings = [
    { label: 'montant_ht', option: net, cents: g - t, base: g - t, part: t },
    { label: 'montant_tva', option: tax, cents: g - n, base: n, part: g - n },
    { label: 'montant_ttc', option: gross, cents: n + t, base: n, part: t },
  ].filter(
    ({ option, cents, base, part }) =>
      isOneDigitOff(option.candidate, cents) &&
      rates.some((rate) => rate > 0 && Math.abs((base * rate) / 10_000 - part) <= tolerance),
  )
  const [reading] = readings
  if (!reading || readings.length > 1) return undefined
  const solved = { montant_ht: net, montant_tva: tax, montant_ttc: gross }
  return { ...solved, [reading.label]: withCents(reading.option, reading.cents) }
}

function repairGross(gross: Option, { settled }: Clues): Option {
  const [paid, ...others] = settled
  if (paid === undefined || others.length > 0) return gross
  const isNamed = (gross.candidate.named.get('montant_ttc') ?? 0) >= leastNamed
  return isNamed && isOneDigitOff(gross.candidate, paid) ? withCents(gross, paid) : gross
}

/** Whether the recognizer may have read these cents as that amount: one digit differs, and the words are its. */
function isOneDigitOff({ cents, span }: AmountCandidate, expected: number): boolean {
  if (span.words.every(({ confidence }) => confidence === 1)) return false
  const [read, meant] = [String(Math.abs(cents)), String(expected)]
  if (read.length !== meant.length) return false
  return [...read].filter((digit, index) => digit !== meant[index]).length === 1
}

function withCents({ candidate, score }: Option, cents: number): Option {
  const sign = candidate.cents < 0 ? -1 : 1
  return { candidate: { ...candidate, cents: sign * cents, isRepaired: true }, score }
}
