import type { Extraction, FieldLabel, LineItem } from '@invoice-ml/contracts'
import { isDay } from '../is-day.ts'
import { amountsOf } from './amounts.ts'
import { createFaults } from './faults.ts'
import type { Invoice } from './invoice.ts'
import { partiesOf } from './parties.ts'

/**
 * What was read, as the norm wants it. Nothing is made up: what it cannot do without and the extraction lacks, and what does
 * not add up, is said.
 *
 * @throws ProblemError `export-incomplete`, naming every fault
 */
export function toInvoice(extraction: Extraction): Invoice {
  const { credited, isCreditNote } = asCredited(extraction)
  const fieldOf = (label: FieldLabel) =>
    credited.fields.find((field) => field.label === label)?.value || undefined
  const faults = createFaults()
  const required = (label: FieldLabel) => {
    const value = fieldOf(label)
    if (!value) faults.add(label, 'is missing')
    return value ?? ''
  }
  const dayOf = (label: FieldLabel) => {
    const day = fieldOf(label)
    if (day && !isDay(day)) faults.add(label, `is ${day}, which no calendar has`)
    return day
  }
  const currency = fieldOf('devise') ?? credited.currency
  if (!currency) faults.add('devise', 'is missing')
  const parties = partiesOf(fieldOf, faults)
  const amounts = amountsOf(credited, fieldOf, faults)
  const invoice: Invoice = {
    isCreditNote,
    number: required('numero_facture'),
    issueDate: dayOf('date_facture') ?? required('date_facture'),
    dueDate: dayOf('date_echeance'),
    currency: currency ?? '',
    orderNumber: fieldOf('numero_commande'),
    deliveryDate: dayOf('date_livraison'),
    periodStart: dayOf('periode_debut'),
    periodEnd: dayOf('periode_fin'),
    paymentTerms: fieldOf('conditions_paiement'),
    iban: fieldOf('fournisseur_iban'),
    bic: fieldOf('fournisseur_bic'),
    ...parties,
    ...amounts,
  }
  // BR-CO-25
  if (amounts.totals.dueCents > 0 && !invoice.dueDate && !invoice.paymentTerms)
    faults.add('date_echeance', 'is missing, and so is conditions_paiement')
  faults.throwAny()
  return invoice
}

/** Some print what a credit note gives back with a minus; the norm has it without. */
function asCredited(extraction: Extraction): { credited: Extraction; isCreditNote: boolean } {
  const isCreditNote = extraction.kind === 'credit_note'
  if (!isCreditNote || !isNegative(extraction)) return { credited: extraction, isCreditNote }
  const { fields, lines, vat_breakdown, adjustments } = extraction
  const credited = {
    ...extraction,
    fields: fields.map((field) =>
      sums.includes(field.label) ? { ...field, value: opposite(field.value) } : field,
    ),
    lines: lines.map(creditedLine),
    vat_breakdown: vat_breakdown.map(({ rate, base, amount }) => ({
      rate,
      base: base && opposite(base),
      amount: amount && opposite(amount),
    })),
    adjustments: adjustments?.rounding
      ? { ...adjustments, rounding: opposite(adjustments.rounding) }
      : adjustments,
  }
  return { credited, isCreditNote }
}

/** Two of them are enough, so none need be there. */
const sums: FieldLabel[] = ['montant_ttc', 'montant_ht', 'montant_tva']

function isNegative({ fields }: Extraction): boolean {
  const known = sums.flatMap((label) => fields.find((field) => field.label === label) ?? [])
  return known[0]?.value.startsWith('-') ?? false
}

/** Where the minus was printed, before the quantity, the price or the amount, tells nothing: the amount decides. */
function creditedLine(line: LineItem): LineItem {
  return {
    ...line,
    quantity: line.quantity?.replace(/^-/, ''),
    unit_price: line.unit_price?.replace(/^-/, ''),
    amount: line.amount && opposite(line.amount),
  }
}

function opposite(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
