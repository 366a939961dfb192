import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import { sql } from 'kysely'

// An electronic invoice may hold texts of any length, an index may not.
const maxIndexed = 300

/** The columns of a completed job that are copied out of its reading, to be listed and counted by. */
export function readingColumns(reading: Reading) {
  return {
    reading: JSON.stringify(reading),
    model_version: reading.model_version,
    overall_confidence: reading.overall_confidence,
    needs_review: reading.needs_review,
    supplier: fieldValue(reading, 'fournisseur_nom')?.slice(0, maxIndexed) ?? null,
    supplier_siren: fieldValue(reading, 'fournisseur_siren')?.slice(0, maxIndexed) ?? null,
    // A correction may name a day that no calendar has.
    invoice_date: sql<
      string | null
    >`iso_date(${fieldValue(reading, 'date_facture') ?? null}::text)`,
  }
}

/** What a job is searched by once it is read, beside what it was searched by before. */
export function searchedText(reading: Reading): string {
  const labels: FieldLabel[] = [
    'fournisseur_nom',
    'numero_facture',
    'client_nom',
    'numero_commande',
  ]
  return labels
    .map((label) => fieldValue(reading, label) ?? '')
    .join(' ')
    .toLowerCase()
}

/** The columns of a job that is complete from its first moment. */
export function completion(reading: Reading, searched: string) {
  return {
    ...readingColumns(reading),
    status: 'completed' as const,
    search_text: `${searched.toLowerCase()} ${searchedText(reading)}`,
    extracted_at: sql<Date>`now()`,
    duration_ms: 0,
  }
}

function fieldValue(reading: Reading, label: FieldLabel): string | undefined {
  return reading.fields.find((field) => field.label === label)?.value
}
