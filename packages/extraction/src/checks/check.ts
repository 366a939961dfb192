import type { CheckResult, FieldLabel } from '@invoice-ml/contracts'

/** Every check there is, by its stable name; docs/checks.md says what each means. */
export const checkIds = [
  'totals.net_plus_vat',
  'totals.vat_by_rate',
  'totals.vat_breakdown',
  'totals.amount_due',
  'totals.lines',
  'lines.quantity_times_price',
  'vat.french_rate',
  'currency.dollar',
  'calendar.valid_dates',
  'calendar.plausible_year',
  'calendar.due_after_issue',
  'calendar.period',
  'iban.format',
  'iban.mod97',
  'iban.national_key',
  'bic.format',
  'bic.country_of_iban',
  'siren.luhn',
  'siret.luhn',
  'vat.format',
  'vat.key',
  'identity.siret_in_siren',
  'identity.siren_in_vat',
  'xml.well_formed',
  'xml.valid_values',
  'xml.matches_page',
] as const

export type CheckId = (typeof checkIds)[number]

export type Check = CheckResult & {
  /** The fields that take part in it. */
  labels: FieldLabel[]
  /** A failure sends the document to a person, whichever fields take part. */
  demandsReview?: true
}

/** The outcome of one check: what it found, in words that name the values. */
export function verdict(
  id: CheckId,
  passed: boolean,
  { labels, detail }: { labels: FieldLabel[]; detail: string },
): Check {
  return { id, passed, detail, labels }
}
