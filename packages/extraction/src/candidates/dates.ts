import type { Row, Segment } from '../lines.ts'
import { type DateOrder, parseDate } from '../parse/date.ts'
import { nameDates } from './name-dates.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

export type DateCandidate = {
  span: Span
  iso: string
  /** Day and month could be exchanged, and nothing on the document tells which comes first. */
  isGuessed: boolean
  /** How surely the wording around it names each label, 0 to 1. */
  named: Map<string, number>
}

const longestDate = 5
// What stands before a date is no part of it: "del 31 gennaio 2024", "vom 1. Januar 2024".
const article = /^(the|der|den|vom|del|dal|van)$/i

/** How the document writes dates, and whether that is told by nothing on it. */
export type KnownOrder = { order: DateOrder; isGuessed: boolean }

/** Every date of the document, with what is said around it. */
export function findDates(rows: Row[], { order, isGuessed }: KnownOrder): DateCandidate[] {
  return segmentsOf(rows).flatMap((segment) => {
    const spans = datesOf(segment, order)
    const named = nameDates(spans, rows)
    return spans.flatMap((span, index): DateCandidate[] => {
      const date = parseDate(cleaned(span.text), order)
      const names = named[index]
      if (!date || !names) return []
      return [{ span, iso: date.iso, isGuessed: isGuessed && date.isAmbiguous, named: names }]
    })
  })
}

function datesOf(segment: Segment, order: DateOrder): Span[] {
  const texts = segment.words.map((word) => word.text)
  const spans: Span[] = []
  for (let start = 0; start < texts.length; ) {
    const count = dateLength(texts, start, order)
    if (count > 0) spans.push(spanOf(segment, start, count))
    start += Math.max(1, count)
  }
  return spans
}

function dateLength(texts: string[], start: number, order: DateOrder): number {
  const first = texts[start] ?? ''
  if (!/\d|^\p{L}{3,10}\.?,?$/u.test(first) || article.test(first)) return 0
  for (let count = Math.min(longestDate, texts.length - start); count > 0; count--) {
    if (parseDate(cleaned(texts.slice(start, start + count).join(' ')), order)) return count
  }
  return 0
}

// A time behind the date, a comma or a bracket around it are not of it.
function cleaned(text: string): string {
  const [, numbers] = /(?<!\d)(\d{1,4}([-/.])\d{1,2}\2\d{2,4})(?!\d)/.exec(text) ?? []
  if (numbers && !text.includes(' ')) return numbers
  return text
    .replace(/^[(:;,.]+/, '')
    .replace(/[\sT]\d{1,2}:\d{2}(:\d{2})?.*$/, '')
    .replace(/[),;:.]+$/, '')
}
