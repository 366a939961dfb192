import type { FieldLabel } from '@invoice-ml/contracts'
import { formatCents } from '../parse/amount.ts'
import { type Check, verdict } from './check.ts'
import { checkEquation, type Sums, tolerance } from './equation.ts'

/** The sums that an invoice ends with. A check whose parts are not all there is left out. */
export function checkTotals(sums: Sums): Check[] {
  return [...netPlusTax(sums), ...amountDue(sums)]
}

/** The net is what is left after discounts, so nothing else stands between it and the gross. */
function netPlusTax({ montant_ht: net, montant_tva: tax, montant_ttc: gross }: Sums): Check[] {
  if (net === undefined || tax === undefined || gross === undefined) return []
  const labels: FieldLabel[] = ['montant_ht', 'montant_tva', 'montant_ttc']
  const signs = new Set([net, tax, gross].map(Math.sign).filter((sign) => sign !== 0))
  if (signs.size > 1) {
    const detail = `net ${formatCents(net)}, VAT ${formatCents(tax)} and gross ${formatCents(gross)} do not bear one sign`
    return [verdict('totals.net_plus_vat', false, { labels, detail })]
  }
  return [
    checkEquation('totals.net_plus_vat', {
      labels,
      left: `net ${formatCents(net)} + VAT ${formatCents(tax)}`,
      made: Math.abs(net) + Math.abs(tax),
      name: 'gross',
      printed: gross,
    }),
  ]
}

function amountDue(sums: Sums): Check[] {
  const { montant_ttc: gross, acompte: paid, net_a_payer: due, remise, rounding = 0 } = sums
  if (gross === undefined || due === undefined) return []
  const rounded = gross < 0 ? -rounding : rounding
  const owed = Math.abs(gross) - Math.abs(paid ?? 0) + rounded
  const isOwed = (cents: number) => Math.abs(cents - Math.abs(due)) <= tolerance
  // A discount that is given below the total lessens what is due, not the total.
  const discount =
    remise !== undefined && !isOwed(owed) && isOwed(owed - Math.abs(remise)) ? remise : undefined
  const made = owed - Math.abs(discount ?? 0)
  // Less may be due for reasons that have no field: tax withheld, a guarantee kept back.
  if (paid === undefined && Math.abs(due) < made - tolerance) return []
  const terms = [
    paid === undefined ? '' : ` − paid ${formatCents(Math.abs(paid))}`,
    discount === undefined ? '' : ` − discount ${formatCents(Math.abs(discount))}`,
    rounding === 0
      ? ''
      : ` ${rounding < 0 ? '−' : '+'} rounding ${formatCents(Math.abs(rounding))}`,
  ]
  return [
    checkEquation('totals.amount_due', {
      labels: ['montant_ttc', 'acompte', 'net_a_payer'],
      left: `gross ${formatCents(gross)}${terms.join('')}`,
      made,
      name: 'amount due',
      printed: due,
    }),
  ]
}
