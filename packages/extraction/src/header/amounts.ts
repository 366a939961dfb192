import type { AmountCandidate } from '../candidates/amounts.ts'
import { contextOf, headWords } from '../candidates/context.ts'
import type { Span } from '../candidates/span.ts'
import { smallest } from '../extremes.ts'
import type { Found } from '../found.ts'
import type { Row } from '../lines.ts'
import { formatCents } from '../parse/amount.ts'
import type { Totals } from '../solve/totals.ts'

type AmountLabel =
  | 'montant_ht'
  | 'montant_tva'
  | 'montant_ttc'
  | 'net_a_payer'
  | 'acompte'
  | 'remise'
  | 'frais_port'

const others = ['net_a_payer', 'acompte', 'remise', 'frais_port'] as const
const notOthers = ['other', 'tendered', 'change', 'rounding', 'montant_ht', 'montant_tva'] as const
const least = 0.6
const leastNamed = 0.4

/** The totals, and the amounts around them that are named. */
export function chooseAmounts(
  totals: Totals,
  { amounts, rows }: { amounts: AmountCandidate[]; rows: Row[] },
  currency: string | undefined,
): Found[] {
  const found: Found[] = []
  for (const label of ['montant_ht', 'montant_tva', 'montant_ttc'] as const) {
    const total = totals[label]
    if (total) found.push(toFound(label, total.candidate, total.score / 1.6, currency))
  }
  const total = totals.montant_ttc?.candidate.span
  const here = amounts.filter(
    ({ span, hasDecimals, hasCurrency }) =>
      span.page >= (total?.page ?? 1) && (hasDecimals || hasCurrency),
  )
  const eligible = {
    net_a_payer: here,
    // What was paid before is told below the total; above it stands what is being billed.
    acompte: here.filter(
      (amount) => amount.span.row >= firstRowOf(totals, here) || isPaidOf(amount, here),
    ),
    remise: here.filter(
      ({ span, cents, hasCurrency }) => cents < 0 || hasCurrency || !isBelowPercent(span, rows),
    ),
    frais_port: here,
  }
  for (const label of others) {
    const candidate = bestNamed(eligible[label], label)
    if (candidate) found.push(toFound(label, candidate, candidate.named.get(label) ?? 0, currency))
  }
  return found
}

/** Whether it makes, with what is named as left to pay, another amount that is printed. */
function isPaidOf({ cents }: AmountCandidate, amounts: AmountCandidate[]): boolean {
  const left = amounts.filter(({ named }) => (named.get('net_a_payer') ?? 0) >= least)
  return left.some((due) =>
    amounts.some((sum) => sum.cents === Math.abs(due.cents) + Math.abs(cents) && cents !== 0),
  )
}

/** Where the gross total is printed first, by its name. */
function firstRowOf({ montant_ttc: gross }: Totals, amounts: AmountCandidate[]): number {
  if (!gross) return 0
  const { cents, span } = gross.candidate
  const same = amounts.filter(
    (amount) => amount.cents === cents && (amount.named.get('montant_ttc') ?? 0) >= leastNamed,
  )
  return smallest([span.row, ...same.map((amount) => amount.span.row)])
}

/** Whether its column holds percentages, by its head. */
function isBelowPercent(span: Span, rows: Row[]): boolean {
  const { column } = contextOf(span, rows)
  return headWords(span, rows).some(
    ({ text }) => text.includes('%') || column.includes(`${text} %`),
  )
}

function bestNamed(amounts: AmountCandidate[], label: (typeof others)[number]) {
  const [best] = amounts
    .map((candidate) => ({ candidate, score: margin(candidate, label) }))
    .sort((a, b) => b.score - a.score)
  return best && best.score >= least ? best.candidate : undefined
}

function margin({ named, span }: AmountCandidate, label: AmountLabel): number {
  const own = named.get(label) ?? 0
  const rivals = notOthers.map((rival) => named.get(rival) ?? 0)
  return own - 0.5 * Math.max(...rivals) + 0.1 * span.box.y
}

function toFound(
  label: AmountLabel,
  { span, cents, isRepaired }: AmountCandidate,
  evidence: number,
  currency: string | undefined,
): Found {
  const { page, box, words, text } = span
  const amount = formatCents(cents)
  const value = currency ? `${amount} ${currency}` : amount
  const sure = Math.min(1, Math.max(0, evidence))
  return { label, value, raw: text, page, box, words, evidence: sure, isRepaired }
}
