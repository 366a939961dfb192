import type { AmountCandidate } from '../candidates/amounts.ts'
import { contextOf } from '../candidates/context.ts'
import { type RateCandidate, taxName } from '../candidates/rates.ts'
import { type Span, segmentsOf, spanOf } from '../candidates/span.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { otherTaxes } from '../wording/amounts.ts'
import { saysExempt, saysSellerExempt } from '../wording/exemption.ts'
import { saysTaxIncluded } from '../wording/tax-included.ts'
import type { SolvedTotal, Totals } from './totals.ts'

const stated = 1.2
const leastNamed = 0.4

type Stated = {
  statement: Segment | undefined
  rows: Row[]
  amounts: AmountCandidate[]
  rates: RateCandidate[]
}

/**
 * The totals of an invoice that says in words that it bears no tax, and prints none: the tax is nothing, the words are where
 * it stands, and net and gross are the same. Other totals as they are, as are those of an invoice that prints a rate of tax as
 * well, or a gross alone that includes tax, unless the seller charges nobody any.
 */
export function exempt(totals: Totals, { statement, rows, amounts, rates }: Stated): Totals {
  if (!statement || totals.montant_tva || isAnyDue(rates, rows)) return totals
  const total = onlyTotal(totals, amounts)
  if (!total || (!totals.montant_ht && isTaxIncluded(total, { statement, rows }))) return totals
  return {
    ...totals,
    montant_ht: total,
    montant_ttc: total,
    montant_tva: {
      candidate: nothing(spanOf(statement, 0, statement.words.length)),
      score: stated,
    },
  }
}

const vat = '\\b(?:tva|t\\.v\\.a|vat|mwst|ust|umsatzsteuer|mehrwertsteuer|iva|btw)\\b'
const vatRate = new RegExp(
  String.raw`${vat}\D{0,30}\d[\d.,]* ?%|\d ?% ?(?:de |d'|of |ges\w*\.? )?${vat}`,
)

/** Whether a rate is one of VAT that is charged. Each row is looked through once, however many rates stand in it. */
function isAnyDue(rates: RateCandidate[], rows: Row[]): boolean {
  const named = rates.filter(({ isNamed, basisPoints }) => isNamed && basisPoints > 0)
  return [...new Set(named.map(({ span }) => rows[span.row]))].some(chargesTax)
}

/** Whether the rates of a row are of VAT: « au taux de 10 % l'an » is interest, « TVA 20 % : autoliquidation » is not charged. */
function chargesTax(printed: Row | undefined): boolean {
  const row = normalise(printed?.segments.map(({ text }) => text).join(' ') ?? '')
  // Behind a tax of the town the row may come to VAT.
  const own = row.replace(otherTaxes, (cut) => vatRate.exec(cut)?.[0] ?? '')
  return taxName.test(own) && !saysExempt(row)
}

/** What is net and gross at once; undefined where the two cannot be the same. */
function onlyTotal({ montant_ht: net, montant_ttc: gross }: Totals, amounts: AmountCandidate[]) {
  if (!net || !gross) return gross ?? net
  if (net.candidate.cents === gross.candidate.cents) return gross
  const less = Math.abs(net.candidate.cents) - Math.abs(gross.candidate.cents)
  if (less < 0 || !isOnlyDue(gross)) return undefined
  // A discount lessens the total; what is kept back of it, or was paid before, does not.
  const between = amounts.filter(({ cents }) => Math.abs(cents) === less)
  if (between.some((amount) => isNamedOneOf(amount, ['remise']))) return gross
  return between.some((amount) => isNamedOneOf(amount, ['other', 'acompte'])) ? net : undefined
}

function isNamedOneOf({ named }: AmountCandidate, labels: string[]): boolean {
  return labels.some((label) => (named.get(label) ?? 0) >= leastNamed)
}

function isOnlyDue({ candidate: { named } }: SolvedTotal): boolean {
  return (named.get('net_a_payer') ?? 0) > (named.get('montant_ttc') ?? 0)
}

/** Whether the total is said to include tax, or the statement to be of a seller that charges some. */
function isTaxIncluded(
  { candidate: { span } }: SolvedTotal,
  { statement, rows }: { statement: Segment; rows: Row[] },
): boolean {
  if (segmentsOf(rows).some(({ text }) => saysSellerExempt(normalise(text)))) return false
  const { row, above } = contextOf(span, rows)
  const own = rows[span.row]?.segments.map(({ text }) => text) ?? []
  const named = row === '' ? [...own, above] : own
  return [...named, statement.text].some((text) => saysTaxIncluded(normalise(text)))
}

function nothing(span: Span): AmountCandidate {
  const named = new Map([['montant_tva', 1]])
  return { span, cents: 0, hasDecimals: true, hasCurrency: false, isRepaired: false, named }
}
