import type { CheckResult, FieldLabel, LineItem } from '@invoice-ml/contracts'
import { formatCents } from '../parse/amount.ts'

/** Cents that rounding may take from a total, and from each line. */
const tolerance = 2

export type Check = CheckResult & {
  /** The fields that take part in it. */
  labels: FieldLabel[]
  /** A failure sends the document to a person, whichever fields take part. */
  demandsReview?: true
}

type Sums = Partial<Record<FieldLabel, number>>

/** The checks of totals, in cents. A check whose parts are not all there is left out. */
export function checkArithmetic(sums: Sums, rates: number[], lines: LineItem[]): Check[] {
  return [
    netPlusTax(sums),
    taxByRate(sums, rates),
    linesTotal(sums, lines),
    amountDue(sums),
  ].filter((check) => check !== undefined)
}

function netPlusTax({ montant_ht: net, montant_tva: tax, montant_ttc: gross }: Sums) {
  if (net === undefined || tax === undefined || gross === undefined) return undefined
  return compare('totals.net_plus_vat', Math.abs(net) + Math.abs(tax), Math.abs(gross), {
    labels: ['montant_ht', 'montant_tva', 'montant_ttc'],
    left: `${formatCents(net)} + ${formatCents(tax)}`,
  })
}

/** With one rate on the document. */
function taxByRate({ montant_ht: net, montant_tva: tax }: Sums, rates: number[]) {
  const [rate] = rates
  if (net === undefined || tax === undefined || rate === undefined || rates.length > 1)
    return undefined
  return compare('totals.vat_by_rate', (Math.abs(net) * rate) / 10_000, Math.abs(tax), {
    labels: ['montant_ht', 'montant_tva', 'taux_tva'],
    left: `${formatCents(net)} × ${rate / 100} %`,
  })
}

/** What the lines add up to: the net, before a discount and shipping when these are printed below, or the gross. */
function linesTotal({ montant_ht: net, montant_ttc: gross, ...sums }: Sums, lines: LineItem[]) {
  if (lines.length === 0 || lines.some(({ amount }) => amount === undefined)) return undefined
  const sum = lines.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0)
  const { remise: discount = 0, frais_port: shipping = 0 } = sums
  const nets = [0, Math.abs(discount)].flatMap((added) =>
    [0, Math.abs(shipping)].map((left) => net !== undefined && Math.abs(net) + added - left),
  )
  const expected = [...nets, gross].filter((cents) => typeof cents === 'number')
  if (expected.length === 0) return undefined
  const [closest = 0] = expected.sort(
    (a, b) => Math.abs(Math.abs(a) - Math.abs(sum)) - Math.abs(Math.abs(b) - Math.abs(sum)),
  )
  return compare('totals.lines', Math.abs(sum), Math.abs(closest), {
    labels: ['montant_ht'],
    left: `sum of ${lines.length} lines ${formatCents(sum)}`,
    slack: lines.length,
  })
}

function amountDue({ montant_ttc: gross, acompte: paid, net_a_payer: due }: Sums) {
  if (gross === undefined || paid === undefined || due === undefined) return undefined
  return compare('totals.amount_due', Math.abs(gross) - Math.abs(paid), Math.abs(due), {
    labels: ['montant_ttc', 'acompte', 'net_a_payer'],
    left: `${formatCents(gross)} − ${formatCents(paid)}`,
  })
}

type Sides = { labels: FieldLabel[]; left: string; slack?: number }

function compare(id: string, got: number, expected: number, { labels, left, slack = 0 }: Sides) {
  const passed = Math.abs(got - expected) <= tolerance + slack
  const detail = `${left} ${passed ? '=' : '≠'} ${formatCents(expected)}`
  return { id, passed, detail, labels }
}
