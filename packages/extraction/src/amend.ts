import {
  type CorrectedField,
  type Corrections,
  type FieldValue,
  fieldDefinition,
  fieldLabels,
  type Reading,
} from '@invoice-ml/contracts'
import { checkAll } from './checks/check-all.ts'
import { findPrint, type Printed } from './find-print.ts'
import type { Page } from './page.ts'
import { readPrinted } from './read-printed.ts'

/**
 * A reading as a person has corrected it: what is named replaces what was read, with its place where it is printed; the rest is
 * confirmed. Nobody has to look at it again, whatever its checks say.
 */
export function amend(reading: Reading, corrections: Corrections, pages: Page[]): Reading {
  const { printed } = readPrinted(pages)
  const named = new Set(corrections.fields.map(({ label }) => label))
  const values = [
    ...reading.fields.filter(({ label }) => !named.has(label)),
    ...corrections.fields.flatMap((field) => corrected(field, reading, printed) ?? []),
  ].sort((a, b) => fieldLabels.indexOf(a.label) - fieldLabels.indexOf(b.label))
  const lines = corrections.lines?.map((line) => ({ ...line, confidence: 1 })) ?? reading.lines
  const vatBreakdown = corrections.vat_breakdown ?? reading.vat_breakdown
  // What the XML was compared with is the document, which has not changed.
  const ofXml = reading.checks.filter(({ id }) => id.startsWith('xml.'))
  const checks = checkAll({ found: values, lines, vatBreakdown })
  const fields = values.map((field) => ({
    ...field,
    confidence: 1,
    checks: checks.filter(({ labels }) => labels.includes(field.label)).map(toResult),
  }))
  const present = new Set(fields.map(({ label }) => label))
  return {
    ...reading,
    fields,
    lines,
    vat_breakdown: vatBreakdown,
    missing_fields: fieldLabels.filter((label) => !present.has(label)),
    checks: [...checks.map(toResult), ...ofXml],
    overall_confidence: 1,
    needs_review: false,
    review_reasons: [],
    currency: fields.find(({ label }) => label === 'devise')?.value ?? reading.currency,
  }
}

function corrected(
  { label, value, page, bbox }: CorrectedField,
  reading: Reading,
  printed: Printed,
): FieldValue | undefined {
  if (value === null) return undefined
  const whole = withCurrency({ label, value }, reading)
  const before = reading.fields.find((field) => field.label === label && field.value === whole)
  if (before && bbox === undefined) return before
  const print = findPrint(printed, label, whole)
  const place = bbox ? { page: page ?? 1, bbox } : { page: print?.page, bbox: print?.box }
  const raw = print?.words.map(({ text }) => text).join(' ') || value
  return { label, value: whole, confidence: 1, ...place, raw, source: 'correction', checks: [] }
}

function withCurrency(
  { label, value }: { label: FieldValue['label']; value: string },
  reading: Reading,
) {
  const isBare = fieldDefinition(label).type === 'amount' && !/[A-Z]{3}$/.test(value)
  return isBare && reading.currency ? `${value} ${reading.currency}` : value
}

function toResult({ id, passed, detail }: Reading['checks'][number]) {
  return { id, passed, detail }
}
