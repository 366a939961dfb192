import {
  type Box,
  type FieldAnchor,
  type FieldLabel,
  type FieldValue,
  fieldDefinition,
  type SupplierLesson,
} from '@invoice-ml/contracts'
import { type Span, segmentsOf, spanOf } from '../candidates/span.ts'
import { findPrint, findText, type Printed } from '../find-print.ts'
import type { Found } from '../found.ts'
import { containment } from '../geometry.ts'
import type { Row } from '../lines.ts'
import type { Page } from '../page.ts'
import { parseDate } from '../parse/date.ts'
import type { RankerWeights } from '../ranking/learned-score.ts'
import { readPrinted } from '../read-printed.ts'
import { placeOf } from './anchor.ts'
import { lookOf } from './look.ts'
import { printedAccounts } from './printed-accounts.ts'
import { keysOfSupplier } from './supplier-keys.ts'

/** What a person has confirmed of a field. */
export type KnownValue = Pick<FieldValue, 'label' | 'value'> &
  Partial<Pick<FieldValue, 'page' | 'bbox'>>

/**
 * What the pages of a document with known values teach about the next one of its supplier; undefined when nothing says who
 * that is.
 *
 * @param weights those by which it was read
 */
export function learn(
  pages: Page[],
  values: KnownValue[],
  weights?: RankerWeights,
): SupplierLesson | undefined {
  const known = new Map(values.map(({ label, value }) => [label, value]))
  const keys = keysOfSupplier(known)
  const { found, printed } = readPrinted(pages, { weights })
  if (keys.length === 0 || printed.rows.length === 0) return undefined
  return {
    keys,
    look: lookOf(printed.rows),
    parties: values
      .filter(({ label }) => isOfParty(label))
      .map(({ label, value }) => ({
        label,
        value,
        isPrinted: findPrint(printed, label, value)?.isWhole === true,
      })),
    accounts: [...new Set(printedAccounts(printed.rows).map(({ value }) => value))],
    corrected: clientsCorrected(found, known),
    anchors: values.flatMap((value) => anchorOf(value, printed) ?? []),
    dateOrder: dateOrderOf(values, printed),
  }
}

function isOfParty(label: FieldLabel): boolean {
  return label.startsWith('fournisseur_') || label.startsWith('client_')
}

/** What the reader says of the client, where that is another one. */
function clientsCorrected(found: Found[], known: ReadonlyMap<FieldLabel, string>) {
  return found.flatMap(({ label, value }) => {
    const right = label.startsWith('client_') ? known.get(label) : undefined
    return right === undefined || right === value ? [] : [{ label, value }]
  })
}

const anchored = ['amount', 'date', 'reference']

function anchorOf(known: KnownValue, printed: Printed): FieldAnchor | undefined {
  if (!anchored.includes(fieldDefinition(known.label).type)) return undefined
  const span = spanOfValue(known, printed)
  return span && { label: known.label, ...placeOf(span, printed.rows) }
}

/** The candidate that has the value, the one in its box when there are several. */
function spanOfValue(known: KnownValue, printed: Printed): Span | undefined {
  const { label, value, page, bbox } = known
  const spans = spansWith(label, value, printed)
  const inBox = spans.find((span) => span.page === page && bbox && isIn(span.box, bbox))
  if (inBox) return inBox
  const print = findPrint(printed, label, value)
  return spans.find(({ box }) => box === print?.box) ?? spans[0] ?? findText(printed.rows, value)
}

function spansWith(label: FieldLabel, value: string, printed: Printed): Span[] {
  switch (fieldDefinition(label).type) {
    case 'amount': {
      const cents = Math.round(Math.abs(Number.parseFloat(value)) * 100)
      return printed.amounts
        .filter((amount) => Math.abs(amount.cents) === cents)
        .map(({ span }) => span)
    }
    case 'date':
      return printed.dates.filter(({ iso }) => iso === value).map(({ span }) => span)
    default:
      return printed.references.filter((one) => one.value === value).map(({ span }) => span)
  }
}

function isIn(inner: Box, outer: Box): boolean {
  return containment(inner, outer) > 0.5
}

/** The order of day and month under which an ambiguous date of the page is a known one. */
function dateOrderOf(values: KnownValue[], { rows }: Printed): SupplierLesson['dateOrder'] {
  const dates = new Set(
    values.filter(({ label }) => fieldDefinition(label).type === 'date').map(({ value }) => value),
  )
  const orders = (['day-first', 'month-first'] as const).filter((order) =>
    datesIn(rows, order).some((iso) => dates.has(iso)),
  )
  return orders.length === 1 ? orders[0] : undefined
}

function datesIn(rows: Row[], order: 'day-first' | 'month-first'): string[] {
  return segmentsOf(rows).flatMap((segment) =>
    segment.words.flatMap((_, start) => {
      const date = parseDate(spanOf(segment, start, 1).text, order)
      return date?.isAmbiguous ? [date.iso] : []
    }),
  )
}
