import { smallest } from '../extremes.ts'
import { bottom, sharedWidth } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Word } from '../page.ts'
import type { CaptionReader } from '../wording/caption.ts'
import type { Span } from './span.ts'

/** The texts around a span that may name it. */
export type Context = {
  /** Directly before it, in the same piece of the row. */
  inside: string
  /** The piece before its own. */
  left: string
  /** Everything before it in the row. */
  row: string
  /** The piece right above. */
  above: string
  /** The nearest piece above it without a number: the head of its column. */
  column: string
}

const maxRowsAbove = 40
// No caption is longer.
const maxWordsBefore = 60
const valueLike = /\d[.,]\d{2}\b|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/

/** What stands around a span. */
export function contextOf(span: Span, rows: Row[]): Context {
  const row = rows[span.row]
  const segments = row?.segments ?? []
  const position = segments.indexOf(span.segment)
  const before = segments.slice(0, Math.max(0, position))
  const inside = textOf(
    span.segment.words.slice(Math.max(0, span.start - maxWordsBefore), span.start),
  )
  const previous = before.at(-1)
  const above = aboveOf(span, rows)
  return {
    inside: afterLastValue(inside),
    left: previous && !isValue(previous.text) ? previous.text : '',
    row: [...before.map((segment) => segment.text), inside].join(' ').trim(),
    above: above.nearest?.text ?? '',
    column: above.head?.text ?? '',
  }
}

function textOf(words: { text: string }[]): string {
  return words.map((word) => word.text).join(' ')
}

function isValue(text: string): boolean {
  return valueLike.test(text) && !/[a-zà-ÿ]{3}/i.test(text)
}

function afterLastValue(text: string): string {
  const parts = text.split(/-?\d[\d .,']*[.,]\d{2}(?!\d)(?!\s*%)|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/)
  return (parts.at(-1) ?? '').trim()
}

function aboveOf(span: Span, rows: Row[]): { nearest?: Segment; head?: Segment } {
  let nearest: Segment | undefined
  for (let index = span.row - 1; index >= Math.max(0, span.row - maxRowsAbove); index--) {
    const row = rows[index]
    if (!row || row.page !== span.page) break
    const segment = bestOverlap(row.segments, span)
    if (!segment) continue
    const gap = (span.box.y - bottom(segment.box)) / Math.max(span.box.height, 0.005)
    if (!nearest && gap < 2.2) nearest = segment
    if (/[a-z]{2}/i.test(segment.text) && !/\d/.test(segment.text))
      return { ...(nearest ? { nearest } : {}), head: segment }
  }
  return nearest ? { nearest } : {}
}

/** The words of the column's head that stand right above the span; none when its column has no head. */
export function headWords(span: Span, rows: Row[]): Word[] {
  const words = aboveOf(span, rows).head?.words ?? []
  const middle = span.box.x + span.box.width / 2
  const distance = ({ box }: Word) => Math.max(0, box.x - middle, middle - box.x - box.width)
  const nearest = smallest(words.map(distance))
  return words.filter((word) => distance(word) <= nearest + 0.01)
}

function bestOverlap(segments: Segment[], span: Span): Segment | undefined {
  let best: Segment | undefined
  let bestShare = 0.3 * Math.min(span.box.width, 0.1)
  for (const segment of segments) {
    const share = sharedWidth(segment.box, span.box)
    if (share > bestShare) {
      best = segment
      bestShare = share
    }
  }
  return best
}

// How much a caption counts, by where it stands.
const trust = { inside: 1, left: 0.95, row: 0.55, above: 0.75, column: 0.5 } as const

/** How surely each label of a wording table names the span, 0 to 1, from all the texts around it. */
export function scoreContext(context: Context, read: CaptionReader): Map<string, number> {
  const scores = new Map<string, number>()
  for (const place of ['inside', 'left', 'row', 'above', 'column'] as const) {
    if (context[place] === '') continue
    for (const [label, score] of read(context[place])) {
      scores.set(label, Math.max(scores.get(label) ?? 0, score * trust[place]))
    }
  }
  return scores
}
