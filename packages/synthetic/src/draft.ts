import type { DetectorLabel } from '@invoice-ml/contracts'
import { formatDate, formatMoney, groupIdentifier } from './format.ts'
import type { Invoice } from './invoice.ts'
import type { Layout } from './layout.ts'
import type { Random } from './random.ts'
import type { Sheet, Span } from './sheet.ts'
import { phrasesOf } from './wording/languages.ts'

/** What every part of a document needs: the values, the look, the paper, and chance for what neither decides. */
export type Draft = { invoice: Invoice; layout: Layout; sheet: Sheet; random: Random }

/** A part of a page: draws itself and says where it ends, in points from the top. */
export type Block = (x: number, y: number, width: number) => number

export function money({ invoice, layout }: Draft, cents: number, inTable = false): string {
  const sign = invoice.kind === 'credit_note' && layout.variant('money', 2) === 0 ? -1 : 1
  const style =
    inTable && !layout.currencyInTable
      ? { ...layout.money, currency: 'none' as const }
      : layout.money
  return formatMoney(sign * cents, style, invoice.currency)
}

export function dateText({ invoice, layout }: Draft, date: string): string {
  return formatDate(date, layout.dateStyle, phrasesOf[invoice.language].months, invoice.language)
}

export function identifierText(
  { layout }: Draft,
  kind: 'iban' | 'siren' | 'siret' | 'vat',
  value: string,
): string {
  if (!layout.identifiers.grouped) return value
  if (kind === 'iban') return groupIdentifier(value, [4])
  if (kind === 'siren') return groupIdentifier(value, [3])
  if (kind === 'siret') return groupIdentifier(value, [3, 3, 3, 5])
  return value.startsWith('FR')
    ? groupIdentifier(value, [2, 2, 3])
    : groupIdentifier(value, [2, 20])
}

/** A caption and its value as spans of one line. */
export function pair(
  { layout }: Draft,
  caption: string,
  value: string,
  label?: DetectorLabel,
): Span[] {
  return [{ text: `${caption}${layout.colon} ` }, { text: value, label }]
}
