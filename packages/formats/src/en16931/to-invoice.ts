import type { Extraction, FieldLabel, LineItem } from '@invoice-ml/contracts'
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
  const currency = fieldOf('devise') ?? credited.currency
  if (!currency) faults.add('devise', 'is missing')
  const parties = partiesOf(fieldOf, faults)
  const amounts = amountsOf(credited, fieldOf, faults)
  const invoice: Invoice = {
    isCreditNote,
    number: required('numero_facture'),
    issueDate: required('date_facture'),
    dueDate: fieldOf('date_echeance'),
    currency: currency ?? '',
    orderNumber: fieldOf('numero_commande'),
    deliveryDate: fieldOf('date_livraison'),
    periodStart: fieldOf('periode_debut'),
    periodEnd: fieldOf('periode_fin'),
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
  const gross = extraction.fields.find(({ label }) => label === 'montant_ttc')?.value
  if (!isCreditNote || !gross?.startsWith('-')) return { credited: extraction, isCreditNote }
  const credited = {
    ...extraction,
    fields: extraction.fields.map((field) =>
      isAmount(field.label) ? { ...field, value: opposite(field.value) } : field,
    ),
    lines: extraction.lines.map(creditedLine),
    vat_breakdown: extraction.vat_breakdown.map(({ rate, base, amount }) => ({
      rate,
      base: base && opposite(base),
      amount: amount && opposite(amount),
    })),
  }
  return { credited, isCreditNote }
}

/** Where the minus was printed, before the quantity, the price or the amount, tells nothing: the amount decides. */
function creditedLine(line: LineItem): LineItem {
  const amount = line.amount && opposite(line.amount)
  const quantity = line.quantity?.replace(/^-/, '')
  const unit_price = line.unit_price?.replace(/^-/, '')
  // What is taken back of the credit, as a fee that is kept.
  const isContrary = Number(amount ?? 0) < 0
  return {
    ...line,
    quantity: isContrary ? opposite(quantity ?? '1') : quantity,
    unit_price,
    amount,
  }
}

function isAmount(label: FieldLabel): boolean {
  return ['montant_ht', 'montant_tva', 'montant_ttc', 'net_a_payer'].includes(label)
}

function opposite(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
