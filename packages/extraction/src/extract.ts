import {
  type FieldLabel,
  type FieldValue,
  fieldLabels,
  keyFieldLabels,
  type Reading,
} from '@invoice-ml/contracts'
import { findAmounts } from './candidates/amounts.ts'
import { findDates } from './candidates/dates.ts'
import { findIdentifiers } from './candidates/identifiers.ts'
import { findRates } from './candidates/rates.ts'
import { findReferences } from './candidates/references.ts'
import { type Check, checkArithmetic } from './checks/arithmetic.ts'
import { checkCalendar } from './checks/calendar.ts'
import { checkIdentity } from './checks/identity.ts'
import { confidenceOf, overallConfidence } from './confidence.ts'
import { findCurrency } from './currency.ts'
import type { Found } from './found.ts'
import { chooseAmounts, chooseRates } from './header/amounts.ts'
import { chooseDates } from './header/dates.ts'
import { chooseParties } from './header/parties.ts'
import { chooseReferences } from './header/references.ts'
import { guessKind, guessLanguage } from './language.ts'
import { readLineItems } from './line-items.ts'
import { readRows } from './lines.ts'
import type { Page } from './page.ts'
import { guessDecimalMark } from './parse/amount.ts'
import { guessDateOrder } from './parse/date.ts'
import { nameByRegions } from './regions.ts'
import { reviewReasons } from './review.ts'
import { solveTotals } from './solve/totals.ts'
import { readVatBreakdown } from './vat-breakdown.ts'

export type ExtractionPolicy = {
  /** An extraction less certain than this is sent to a person. */
  confidenceThreshold: number
  /** What read it, for the record. */
  modelVersion: string
}

/** Words and regions of a document's pages → its fields, lines and checks. A pure function, whatever the words. */
export function extract(pages: Page[], policy: ExtractionPolicy): Reading {
  const rows = readRows(pages)
  const words = pages.flatMap((page) => page.words.map(({ text }) => text))
  // In reading order: files list their words in any.
  const text = rows.flatMap(({ segments }) => segments.map((segment) => segment.text)).join(' ')
  const [firstPage] = pages
  const language = guessLanguage(text)
  const kind = guessKind(text, firstPage ? firstPage.height / firstPage.width : 1)
  const currency = findCurrency(rows)
  const mark = guessDecimalMark(words)
  const isAmerican = language === 'en' && currency?.code === 'USD'
  const order = guessDateOrder(words) ?? (isAmerican ? 'month-first' : 'day-first')

  const amounts = findAmounts(rows, mark)
  const dates = findDates(rows, order)
  const references = findReferences(rows)
  nameByRegions([...amounts, ...dates, ...references], pages)
  const rates = findRates(rows)
  const totals = solveTotals(amounts, rates)

  const found: Found[] = [
    ...chooseReferences(references),
    ...chooseDates(dates),
    ...chooseAmounts(totals, amounts, currency?.code),
    ...chooseRates(rates, amounts, totals),
    ...chooseParties(rows, findIdentifiers(rows), kind),
  ]
  if (currency) found.push(currencyField(currency))
  const lines = readLineItems(pages, { rows, mark, totals })
  const checks = checkAll(found, lines)
  const fields = toFields(found, checks, pages)
  const keyFields = fields.filter(({ label }) => keyFieldLabels.includes(label))
  const overall = overallConfidence(keyFields, checks)
  const threshold = policy.confidenceThreshold
  const reasons = reviewReasons(fields, checks, { overall, threshold })
  const present = new Set(fields.map(({ label }) => label))
  return {
    fields,
    lines,
    vat_breakdown: readVatBreakdown({ rows, rates, amounts, totals }),
    missing_fields: fieldLabels.filter((label) => !present.has(label)),
    checks: checks.map(toResult),
    overall_confidence: overall,
    needs_review: reasons.length > 0,
    review_reasons: reasons,
    kind,
    language,
    currency: currency?.code,
    pages: pages.length,
    rendering: pages.some(({ source }) => source === 'ocr') ? 'scan' : 'digital',
    model_version: policy.modelVersion,
  }
}

function currencyField({ code, word, page }: NonNullable<ReturnType<typeof findCurrency>>): Found {
  const { text, box } = word
  return { label: 'devise', value: code, raw: text, page, box, words: [word], evidence: 0.8 }
}

function checkAll(found: Found[], lines: Reading['lines']): Check[] {
  const values: Partial<Record<FieldLabel, string>> = {}
  const cents: Partial<Record<FieldLabel, number>> = {}
  for (const { label, value } of found) {
    values[label] = value
    const amount = /^(-?\d+\.\d{2})( [A-Z]{3})?$/.exec(value)
    if (amount) cents[label] = Math.round(Number(amount[1]) * 100)
  }
  const rates = found
    .filter(({ label }) => label === 'taux_tva')
    .map(({ value }) => Math.round(Number(value) * 100))
  return [
    ...checkArithmetic(cents, rates, lines),
    ...checkCalendar(values),
    ...checkIdentity(values),
  ]
}

function toFields(found: Found[], checks: Check[], pages: Page[]): FieldValue[] {
  const sources = new Map(pages.map((page) => [page.number, page.source]))
  const fields = found.map((value): FieldValue => {
    const { label, page, box, raw } = value
    return {
      label,
      value: value.value,
      confidence: confidenceOf(value, checks),
      page,
      bbox: box,
      raw,
      source: sources.get(page) ?? 'text_layer',
      checks: checks.filter(({ labels }) => labels.includes(label)).map(toResult),
    }
  })
  return fields.sort((a, b) => fieldLabels.indexOf(a.label) - fieldLabels.indexOf(b.label))
}

function toResult({ id, passed, detail }: Check) {
  return { id, passed, detail }
}
