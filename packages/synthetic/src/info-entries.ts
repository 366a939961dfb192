import type { DetectorLabel } from '@invoice-ml/contracts'
import { type Draft, dateText, money } from './draft.ts'
import type { Span } from './sheet.ts'

/** A caption and what stands beside or below it. */
export type Entry = { caption: string; values: Span[] }

/** Number, dates and references, those which the layout shows, in its order; orders, notes and customer numbers are traps. */
export function infoEntries(draft: Draft, skipNumber = false): Entry[] {
  const { invoice, layout } = draft
  const { say, shows } = layout
  const entries: Entry[] = []
  const add = (caption: string, text: string, label?: DetectorLabel) =>
    entries.push({ caption, values: [{ text, label }] })
  if (!skipNumber)
    add(
      invoice.kind === 'credit_note' ? say.creditNumber : say.number,
      invoice.number,
      'numero_facture',
    )
  add(say.date, dateText(draft, invoice.date), 'date_facture')
  if (shows.dueDate) add(say.dueDate, dateText(draft, invoice.dueDate), 'date_echeance')
  if (shows.customerNumber) add(say.customerNumber, invoice.customerNumber)
  if (shows.order) add(say.order, invoice.order, 'numero_commande')
  if (shows.orderDate) add(say.orderDate, dateText(draft, invoice.orderDate))
  if (shows.deliveryDate)
    add(say.deliveryDate, dateText(draft, invoice.deliveryDate), 'date_livraison')
  if (shows.deliveryNote) add(say.deliveryNote, invoice.deliveryNote)
  if (shows.quote) add(say.quote, invoice.quote)
  if (shows.period) entries.push(periodEntry(draft))
  if (shows.currency) add(say.currency, invoice.currency, 'devise')
  if (shows.contact && invoice.supplier.contact) add(say.contact, invoice.supplier.contact)
  if (shows.terms && shows.termsInInfo) add(say.paymentTerms, invoice.terms, 'conditions_paiement')
  if (shows.dueInHead) add(say.payable, money(draft, invoice.payableCents), 'net_a_payer')
  const [first, ...rest] = entries
  const moved = layout.variant('infoEntries', 4) === 0 ? [...rest].reverse() : rest
  return first && layout.variant('infoEntries 2', 5) === 0
    ? [...moved, first]
    : first
      ? [first, ...moved]
      : entries
}

/** Whether the title says the number; a sentence says it itself. */
export function isNumberInTitle({ layout }: Draft): boolean {
  return layout.title.withNumber && layout.info.mode !== 'sentence'
}

/** The first entries, and the number of the invoice wherever it stands. */
export function atMost(count: number, entries: Entry[]): Entry[] {
  const isNumber = ({ values: [first] }: Entry) => first?.label === 'numero_facture'
  return entries.filter((entry, index) => index < count - 1 || isNumber(entry))
}

function periodEntry(draft: Draft): Entry {
  const { say } = draft.layout
  const { start, end } = draft.invoice.period
  const between =
    draft.layout.variant('periodEntry', 2) === 0 ? ' - ' : ` ${say.periodEnd.toLowerCase()} `
  return {
    caption: say.period,
    values: [
      { text: dateText(draft, start), label: 'periode_debut' },
      { text: between },
      { text: dateText(draft, end), label: 'periode_fin' },
    ],
  }
}

/** The caption in the layout's weight. */
export function captionSpan({ layout }: Draft, entry: Entry): Span {
  return { text: entry.caption + layout.colon, weight: layout.info.captionWeight }
}

/** The values in the layout's weight. */
export function valueSpans({ layout }: Draft, entry: Entry): Span[] {
  return entry.values.map((span) => ({ weight: layout.info.valueWeight, ...span }))
}
