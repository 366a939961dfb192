import type { FieldAnchor } from '@invoice-ml/contracts'
import { contextOf } from '../candidates/context.ts'
import type { Span } from '../candidates/span.ts'
import { largest, smallest } from '../extremes.ts'
import { centreY, right } from '../geometry.ts'
import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'

/** Where a value stands, and what is said around it. */
export type Place = Omit<FieldAnchor, 'label'>

/** The place of a span among the rows of its document. */
export function placeOf(span: Span, rows: Row[]): Place {
  const { inside, left, row, above, column } = contextOf(span, rows)
  const pages = rows.map(({ page }) => page)
  return {
    page: pageOf(span.page, { first: smallest(pages), last: largest(pages) }),
    left: span.box.x,
    right: right(span.box),
    middle: centreY(span.box),
    inside: letters(inside),
    before: letters(left),
    row: letters(row),
    above: letters(above),
    column: letters(column),
    shape: shapeOf(span.text),
  }
}

function pageOf(page: number, { first, last }: { first: number; last: number }): Place['page'] {
  if (page === first) return 'first'
  return page === last ? 'last' : 'middle'
}

/** The kinds of characters of a text, runs of one kind as one: "FA 2024-17" is "A 9-9". */
export function shapeOf(text: string): string {
  return normalise(text)
    .replaceAll(/\p{L}+/gu, 'A')
    .replaceAll(/\p{N}+/gu, '9')
}

function letters(text: string): string {
  return normalise(text)
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
}

// What agreeing with the learned place says.
const weights = {
  beside: 0.6,
  above: 0.4,
  column: 0.25,
  near: 0.4,
  about: 0.2,
  shape: 0.15,
} as const
const near = 0.015
const about = 0.04

/**
 * How well a place agrees with a learned one, from 0; above 1 in everything. Where words stood beside the value, these decide: columns and heights are
 * those of other values as well.
 */
export function agreement(place: Place, learned: Place): number {
  if (learned.row !== '' && !isSaidBeside(place, learned)) return 0
  const above = isSame(place.above, learned.above) ? weights.above : 0
  const column = isSame(place.column, learned.column) ? weights.column : 0
  const said = learned.row === '' ? Math.max(above, column) : weights.beside
  const shape = place.shape === learned.shape ? weights.shape : 0
  return said + standing(place, learned) + shape
}

/** Whether the same words stand before the value in its row. */
export function isSaidBeside(place: Place, learned: Place): boolean {
  return (
    isSame(place.inside, learned.inside) ||
    isSame(place.before, learned.before) ||
    isSame(place.row, learned.row)
  )
}

function isSame(text: string, learned: string): boolean {
  return text !== '' && text === learned
}

/** Values are flush left or flush right; the page is the same, counted from the nearer end. */
function standing(place: Place, learned: Place): number {
  if (place.page !== learned.page) return 0
  const aside = Math.min(Math.abs(place.left - learned.left), Math.abs(place.right - learned.right))
  const distance = Math.max(aside, Math.abs(place.middle - learned.middle))
  if (distance < near) return weights.near
  return distance < about ? weights.about : 0
}
