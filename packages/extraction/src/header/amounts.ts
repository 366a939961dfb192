import type { AmountCandidate } from '../candidates/amounts.ts'
import type { Found } from '../found.ts'
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

/** The totals, and the amounts around them that are named. */
export function chooseAmounts(
  totals: Totals,
  amounts: AmountCandidate[],
  currency: string | undefined,
): Found[] {
  const found: Found[] = []
  for (const label of ['montant_ht', 'montant_tva', 'montant_ttc'] as const) {
    const total = totals[label]
    if (total) found.push(toFound(label, total.candidate, total.score / 1.6, currency))
  }
  const lowest = totals.montant_ttc?.candidate.span
  for (const label of others) {
    const candidate = bestNamed(amounts, label, lowest?.page ?? 1)
    if (candidate) found.push(toFound(label, candidate, candidate.named.get(label) ?? 0, currency))
  }
  return found
}

function bestNamed(amounts: AmountCandidate[], label: (typeof others)[number], page: number) {
  const [best] = amounts
    .filter(({ span, hasDecimals }) => span.page >= page && hasDecimals)
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
