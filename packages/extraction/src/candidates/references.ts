import type { Row, Segment } from '../lines.ts'
import { parseAmount } from '../parse/amount.ts'
import { parseDate } from '../parse/date.ts'
import { compact, hasVatShape, isValidIban } from '../parse/identifier.ts'
import { isReference } from '../parse/text.ts'
import { createCaptionReader } from '../wording/caption.ts'
import { referenceWordings } from '../wording/references.ts'
import { contextOf, scoreContext } from './context.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

export type ReferenceCandidate = {
  span: Span
  value: string
  /** How surely the wording around it names each label, 0 to 1. */
  named: Map<string, number>
}

const readCaption = createCaptionReader(referenceWordings)

/** Every token that may be the number of an invoice or an order, with what is said around it. */
export function findReferences(rows: Row[]): ReferenceCandidate[] {
  const found: ReferenceCandidate[] = []
  for (const segment of segmentsOf(rows)) {
    for (let start = 0; start < segment.words.length; start++) {
      const candidate = referenceAt(segment, start, rows)
      if (candidate) found.push(candidate)
    }
  }
  return found
}

function referenceAt(segment: Segment, start: number, rows: Row[]): ReferenceCandidate | undefined {
  const word = segment.words[start]?.text ?? ''
  // "N°:F2024", "N°F2024" and "#12": the caption may stick to the number.
  const value = word
    .replace(/^(?:n[°º]\.?[:#(]*|(?:no\.?|nr\.?)?[:#.(]+)/i, '')
    .replace(/[),;:.]+$/, '')
  if (!isReference(value) || isSomethingElse(value)) return undefined
  const count = continuedBy(segment, start, value)
  const span = spanOf(segment, start, count)
  const whole = [value, ...segment.words.slice(start + 1, start + count).map(({ text }) => text)]
  const named = scoreContext(contextOf(span, rows), readCaption)
  const stuck = word.slice(0, word.indexOf(value))
  if (stuck !== '') {
    for (const [label, score] of readCaption(`${textBefore(segment, start)} ${stuck}`))
      named.set(label, Math.max(named.get(label) ?? 0, score))
  }
  return { span, value: whole.join(' '), named }
}

function textBefore(segment: Segment, start: number): string {
  return segment.words
    .slice(0, start)
    .map((word) => word.text)
    .join(' ')
}

/** A number of several words: "2024 / 0012", "INV 2024-12". Returns how many words it has. */
function continuedBy(segment: Segment, start: number, value: string): number {
  const [next, behind] = [segment.words[start + 1]?.text, segment.words[start + 2]?.text]
  const isSlash = next === '/' || next === '-'
  return isSlash && behind && /^\d+$/.test(behind) && /\d$/.test(value) ? 3 : 1
}

function isSomethingElse(value: string): boolean {
  const bare = compact(value)
  if (parseDate(value) && !/^\d{8}$/.test(value)) return true
  if (/^\d+[.,]\d{2}$/.test(value) && parseAmount(value)) return true
  if (/^\d{1,2}$/.test(value) || /^\d{1,3}(st|nd|rd|th|er|e|x|kg|g|ml|cl|h|pcs)$/i.test(value))
    return true
  return hasVatShape(bare) || isValidIban(bare) || /^\d{1,2}:\d{2}/.test(value)
}
