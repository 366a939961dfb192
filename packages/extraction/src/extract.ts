import {
  type Calibration,
  type FieldValue,
  fieldLabels,
  keyFieldLabels,
  type Ranker,
  type Reading,
  type SupplierLesson,
} from '@invoice-ml/contracts'
import { calibrate } from './calibrate.ts'
import type { Check } from './checks/check.ts'
import { checkAll } from './checks/check-all.ts'
import { confidenceOf, overallConfidence } from './confidence.ts'
import { type Embedded, type MergedReading, mergeEmbedded } from './embedded/merge.ts'
import type { Found } from './found.ts'
import type { Page } from './page.ts'
import { readPrinted } from './read-printed.ts'
import { reviewReasons } from './review.ts'

export type ExtractionPolicy = {
  /** An extraction less certain than this is sent to a person. */
  confidenceThreshold: number
  /** What read it, for the record. */
  modelVersion: string
  /** What corrects its confidences. */
  calibration?: Calibration | undefined
  /** What corrections add to the weights by which it chooses among candidates. */
  ranker?: Ranker | undefined
}

/** What is known of a document beside its pages. */
export type Knowledge = {
  /** The XML that it carries, or is when there are no pages. */
  embedded?: Embedded | undefined
  /** What documents with some of its `supplierKeys` have taught. */
  lessons?: SupplierLesson[]
}

/** Words and regions of a document's pages → its fields, lines and checks. A pure function, whatever the words. */
export function extract(
  pages: Page[],
  policy: ExtractionPolicy,
  { embedded, lessons }: Knowledge = {},
): Reading {
  const onPages = readPrinted(pages, { lessons, weights: policy.ranker?.weights })
  const { found, xmlChecks, adjustments, ...document }: MergedReading = embedded
    ? mergeEmbedded(onPages, embedded)
    : { ...onPages, xmlChecks: [] }
  const { lines, vatBreakdown, kind, language, currency, currencyDoubt } = document
  const checks = [
    ...checkAll({ found, lines, vatBreakdown, adjustments, currencyDoubt }),
    ...xmlChecks,
  ]
  const fields = toFields(found, checks, { pages, policy })
  const keyFields = fields.filter(({ label }) => keyFieldLabels.includes(label))
  const overall = overallConfidence(keyFields, checks)
  const threshold = policy.confidenceThreshold
  const reasons = reviewReasons(fields, checks, { overall, threshold })
  const present = new Set(fields.map(({ label }) => label))
  return {
    fields,
    lines,
    vat_breakdown: vatBreakdown,
    adjustments,
    missing_fields: fieldLabels.filter((label) => !present.has(label)),
    checks: checks.map(toResult),
    overall_confidence: overall,
    needs_review: reasons.length > 0,
    review_reasons: reasons,
    kind,
    language,
    currency,
    pages: pages.length,
    rendering: pages.some(({ source }) => source === 'ocr') ? 'scan' : 'digital',
    model_version: policy.modelVersion,
  }
}

function toFields(
  found: Found[],
  checks: Check[],
  { pages, policy }: { pages: Page[]; policy: ExtractionPolicy },
): FieldValue[] {
  const sources = new Map(pages.map((page) => [page.number, page.source]))
  const fields = found.map((value): FieldValue => {
    const { label, page, box, raw, source } = value
    return {
      label,
      value: value.value,
      confidence:
        source === 'embedded_xml'
          ? confidenceOf(value, checks)
          : calibrate(confidenceOf(value, checks), label, policy.calibration),
      page,
      bbox: box,
      raw,
      source: source ?? (page === undefined ? undefined : sources.get(page)) ?? 'text_layer',
      checks: checks.filter(({ labels }) => labels.includes(label)).map(toResult),
    }
  })
  return fields.sort((a, b) => fieldLabels.indexOf(a.label) - fieldLabels.indexOf(b.label))
}

function toResult({ id, passed, detail }: Check) {
  return { id, passed, detail }
}
