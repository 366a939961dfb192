import type { Extraction, FieldValue } from '@invoice-ml/contracts'
import { type Draft, draftOf } from '../draft.ts'

/** The draft of an extraction with these values, as a person types them. */
export function withValues(
  extraction: Extraction,
  values: Partial<Record<FieldValue['label'], string>>,
): Draft {
  const draft = draftOf(extraction)
  return {
    ...draft,
    fields: draft.fields.map((one) => ({ ...one, value: values[one.label] ?? one.value })),
  }
}

export const place = { x: 0.1, y: 0.1, width: 0.2, height: 0.02 }

/** A field that was read on the first page. */
export function field(label: FieldValue['label'], value: string): FieldValue {
  return {
    label,
    value,
    raw: value,
    confidence: 0.9,
    page: 1,
    bbox: place,
    source: 'ocr',
    checks: [],
  }
}

/** An extraction of one page with these fields. */
export function extractionOf(fields: FieldValue[]): Extraction {
  return {
    job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz',
    filename: 'facture.pdf',
    extracted_at: '2026-01-15T10:30:00Z',
    cached: false,
    duration_ms: 240,
    fields,
    lines: [],
    vat_breakdown: [],
    missing_fields: [],
    checks: [],
    overall_confidence: 0.9,
    needs_review: false,
    review_reasons: [],
    kind: 'invoice',
    language: 'fr',
    currency: 'EUR',
    pages: 1,
    rendering: 'digital',
    model_version: 'words-only',
  }
}
