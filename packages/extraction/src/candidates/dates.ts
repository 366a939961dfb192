import type { Row } from '../lines.ts'
import { type DateOrder, parseDate } from '../parse/date.ts'
import { createCaptionReader } from '../wording/caption.ts'
import { dateWordings } from '../wording/dates.ts'
import { contextOf, scoreContext } from './context.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

export type DateCandidate = {
  span: Span
  iso: string
  /** Day and month could be exchanged, and nothing on the document tells which comes first. */
  isGuessed: boolean
  /** How surely the wording around it names each label, 0 to 1. */
  named: Map<string, number>
}

const readCaption = createCaptionReader(dateWordings)
const longestDate = 5

/** How the document writes dates, and whether that is told by nothing on it. */
export type KnownOrder = { order: DateOrder; isGuessed: boolean }

/** Every date of the document, with what is said around it. */
export function findDates(rows: Row[], { order, isGuessed }: KnownOrder): DateCandidate[] {
  const found: DateCandidate[] = []
  for (const segment of segmentsOf(rows)) {
    for (let start = 0; start < segment.words.length; ) {
      const count = dateLength(
        segment.words.map((word) => word.text),
        start,
        order,
      )
      if (count > 0) {
        const span = spanOf(segment, start, count)
        const date = parseDate(cleaned(span.text), order)
        const named = scoreContext(contextOf(span, rows), readCaption)
        if (date)
          found.push({ span, iso: date.iso, isGuessed: isGuessed && date.isAmbiguous, named })
      }
      start += Math.max(1, count)
    }
  }
  return found
}

function dateLength(texts: string[], start: number, order: DateOrder): number {
  if (!/\d|^\p{L}{3,10}\.?,?$/u.test(texts[start] ?? '')) return 0
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
