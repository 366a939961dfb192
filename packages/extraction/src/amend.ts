import {
  type CorrectedField,
  type Corrections,
  type FieldLabel,
  type FieldValue,
  fieldDefinition,
  fieldLabels,
  type Reading,
} from '@invoice-ml/contracts'
import type { Check } from './checks/check.ts'
import { checkAll } from './checks/check-all.ts'
import { findPrint, type Printed } from './find-print.ts'
import type { Box, Page } from './page.ts'
import { readPrinted } from './read-printed.ts'

/**
 * A reading as a person has corrected it: what is named replaces what was read, with its place where it is printed; the rest is
 * confirmed, amounts in the currency that the document is said to have. Nobody has to look at it again, whatever its checks say.
 */
export function amend(reading: Reading, corrections: Corrections, pages: Page[]): Reading {
  const { printed } = readPrinted(pages)
  const currency = currencyOf(reading, corrections)
  const before = currencyOf(reading, { fields: [] })
  const named = new Set(corrections.fields.map(({ label }) => label))
  const values = [
    ...reading.fields
      .filter(({ label }) => !named.has(label))
      .map((field) => exchanged(field, { before, currency })),
    ...corrections.fields.flatMap(
      (field) => corrected(field, { reading, printed, currency }) ?? [],
    ),
  ].sort((a, b) => fieldLabels.indexOf(a.label) - fieldLabels.indexOf(b.label))
  const lines = (corrections.lines ?? reading.lines).map((line) => ({ ...line, confidence: 1 }))
  const vatBreakdown = corrections.vat_breakdown ?? reading.vat_breakdown
  // What the XML was compared with is the document, which has not changed.
  const ofXml = reading.checks.filter(({ id }) => id.startsWith('xml.'))
  const { adjustments } = reading
  const checks = checkAll({ found: values, lines, vatBreakdown, adjustments }).map((check) =>
    hasOtherSums(corrections) ? check : asBefore(check, reading),
  )
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
    currency,
  }
}

function hasOtherSums({ fields, lines, vat_breakdown }: Corrections): boolean {
  const isSum = fields.some(({ label }) => fieldDefinition(label).type === 'amount')
  return isSum || lines !== undefined || vat_breakdown !== undefined
}

// What rounding and charges explain that an XML alone tells.
const explained = ['totals.amount_due', 'totals.lines']

/** A reading of an earlier version has no `adjustments`, but says what passed with them: while no sum is another, it still does. */
function asBefore(check: Check, { checks }: Reading): Check {
  const before = explained.includes(check.id) ? checks.find(({ id }) => id === check.id) : undefined
  return before?.passed ? { ...check, ...before } : check
}

type Correcting = { reading: Reading; printed: Printed; currency: string | undefined }

function corrected(
  { label, value, page, bbox }: CorrectedField,
  { reading, printed, currency }: Correcting,
): FieldValue | undefined {
  if (value === null) return undefined
  const whole = withCurrency(label, value, currency)
  const before = reading.fields.find((field) => field.label === label && field.value === whole)
  if (before && bbox === undefined) return before
  const print = findPrint(printed, label, whole)
  const given = bbox && { page: page ?? 1, bbox }
  const found = print && { page: print.page, bbox: print.box }
  // Whoever sends back the box of another value has not looked where this one stands.
  const isOld = !before && given !== undefined && isPlaceOf(given, label, reading)
  const place = isOld ? (found ?? given) : (given ?? found)
  const raw = print?.words.map(({ text }) => text).join(' ') || value
  return { label, value: whole, confidence: 1, ...place, raw, source: 'correction', checks: [] }
}

type Place = { page: number; bbox: Box }

/** Whether a value of this label was read just there. */
function isPlaceOf({ page, bbox }: Place, label: FieldLabel, { fields }: Reading): boolean {
  return fields.some(
    (field) =>
      field.label === label &&
      field.page === page &&
      field.bbox?.x === bbox.x &&
      field.bbox.y === bbox.y &&
      field.bbox.width === bbox.width &&
      field.bbox.height === bbox.height,
  )
}

/** That of the document, as it is corrected: whoever says that it has none is believed. */
function currencyOf(reading: Reading, corrections: Corrections): string | undefined {
  const said = corrections.fields.find(({ label }) => label === 'devise')
  if (said) return said.value ?? undefined
  return reading.fields.find(({ label }) => label === 'devise')?.value ?? reading.currency
}

function withCurrency(label: FieldLabel, value: string, currency: string | undefined): string {
  const isBare = fieldDefinition(label).type === 'amount' && !/[A-Z]{3}$/.test(value)
  return isBare && currency ? `${value} ${currency}` : value
}

/** An amount that was read in the currency of the document is in the one that it is said to have. */
function exchanged(
  field: FieldValue,
  { before, currency }: { before: string | undefined; currency: string | undefined },
): FieldValue {
  const { label, value } = field
  if (before === currency || fieldDefinition(label).type !== 'amount') return field
  const isInIt = before !== undefined && value.endsWith(` ${before}`)
  const bare = isInIt ? value.slice(0, -before.length - 1) : value
  const whole = withCurrency(label, bare, currency)
  return whole === value ? field : { ...field, value: whole, source: 'correction' }
}

function toResult({ id, passed, detail }: Reading['checks'][number]) {
  return { id, passed, detail }
}
