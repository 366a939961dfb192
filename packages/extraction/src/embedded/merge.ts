import { type Adjustments, type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'
import type { ElectronicInvoice, ElectronicValue } from '@invoice-ml/e-invoice'
import type { Check } from '../checks/check.ts'
import { findPrint, type Print } from '../find-print.ts'
import type { Found } from '../found.ts'
import { guessLanguage } from '../language.ts'
import type { PrintedReading } from '../read-printed.ts'
import { mergeLines } from './merge-lines.ts'

/** The XML that a document carries, or is: what it says, or why it is not read. */
export type Embedded = { invoice: ElectronicInvoice } | { refusal: string }

/** Every invoice prints these: what the XML says must be on the page. */
const alwaysPrinted: readonly FieldLabel[] = ['numero_facture', 'date_facture', 'montant_ttc']

/** The page may leave these out, but must not say otherwise. */
const comparable: readonly FieldLabel[] = [
  'date_echeance',
  'montant_ht',
  'montant_tva',
  'fournisseur_tva',
  'fournisseur_siren',
  'fournisseur_siret',
  'fournisseur_iban',
  'client_tva',
]

// What the page says with less evidence than this contradicts nothing.
const sureEvidence = 0.5

// Less surely than this, what stands around a value does not call it so.
const leastNamed = 0.4

/** What the pages say, corrected by the XML. */
export type MergedReading = PrintedReading & {
  xmlChecks: Check[]
  adjustments?: Adjustments | undefined
}

/**
 * Takes what the XML says, each value with its place on the pages, and what was found there beyond it. What the pages
 * contradict stays the XML's, and is a failed check.
 */
export function mergeEmbedded(onPages: PrintedReading, embedded: Embedded): MergedReading {
  if ('refusal' in embedded)
    return { ...onPages, xmlChecks: [verdict('xml.well_formed', [], embedded.refusal)] }
  const { values, lines, vatBreakdown, kind, currency, faults, rounding, charges } =
    embedded.invoice
  const { found, printed } = onPages
  const placed = values.map((value) => ({
    value,
    print: findPrint(printed, value.label, value.value),
  }))
  const labels = new Set(values.map(({ label }) => label))
  const xmlChecks = [verdict('xml.valid_values', [], faults.join('; ') || undefined)]
  if (printed.rows.length > 0) xmlChecks.push(compareWithPages(placed, found))
  return {
    ...onPages,
    found: [
      ...placed.map(({ value, print }) => toFound(value, print)),
      ...found.filter(({ label }) => !labels.has(label)),
    ],
    lines: lines.length > 0 ? mergeLines(lines, onPages.lines) : onPages.lines,
    vatBreakdown: vatBreakdown.length > 0 ? vatBreakdown : onPages.vatBreakdown,
    kind,
    currency: currency ?? onPages.currency,
    currencyDoubt: currency === undefined ? onPages.currencyDoubt : undefined,
    language: printed.rows.length > 0 ? onPages.language : languageOf(embedded.invoice),
    xmlChecks,
    adjustments:
      rounding === undefined && charges === undefined ? undefined : { rounding, charges },
  }
}

function languageOf({ values, lines }: ElectronicInvoice): string {
  const texts = [
    ...values.map(({ value }) => value),
    ...lines.map(({ description }) => description),
  ]
  return guessLanguage(texts.join(' '))
}

type Placed = { value: ElectronicValue; print: Print | undefined }

function compareWithPages(placed: Placed[], found: Found[]): Check {
  const compared = placed.filter(
    ({ value: { label } }) => alwaysPrinted.includes(label) || comparable.includes(label),
  )
  const contradictions = compared.flatMap(({ value: { label, value }, print }) => {
    const seen = found.find((one) => one.label === label && one.evidence >= sureEvidence)
    if (seen && isSame(label, seen.value, value)) return []
    // What is printed as something else does not make good what is printed as this.
    if (print && (!seen || (print.named ?? 1) >= leastNamed)) return []
    if (!seen && !alwaysPrinted.includes(label)) return []
    return [
      { label, text: `${label} is ${value} in the XML and ${seen?.value ?? 'not'} on the page` },
    ]
  })
  const labels = (
    contradictions.length > 0 ? contradictions : compared.map(({ value }) => value)
  ).map(({ label }) => label)
  return verdict(
    'xml.matches_page',
    labels,
    contradictions.map(({ text }) => text).join('; ') || undefined,
  )
}

/** Amounts by what they are worth: credit notes print a minus or not, and the currency or not. */
function isSame(label: FieldLabel, seen: string, value: string): boolean {
  if (fieldDefinition(label).type !== 'amount') return seen === value
  return Math.abs(Number.parseFloat(seen)) === Math.abs(Number.parseFloat(value))
}

/** Passed without a fault. Whoever sends a wrong XML is asked, whichever fields it is about. */
function verdict(id: string, labels: FieldLabel[], fault: string | undefined): Check {
  return { id, passed: fault === undefined, detail: fault, labels, demandsReview: true }
}

function toFound({ label, value, raw }: ElectronicValue, print: Print | undefined): Found {
  return {
    label,
    value,
    raw,
    page: print?.page,
    box: print?.box,
    words: print?.words ?? [],
    evidence: 1,
    source: 'embedded_xml',
  }
}
