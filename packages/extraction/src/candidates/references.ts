import type { Row, Segment } from '../lines.ts'
import { parseAmount } from '../parse/amount.ts'
import { parseDate } from '../parse/date.ts'
import { compact, hasVatShape, isValidIban } from '../parse/identifier.ts'
import { isReference } from '../parse/text.ts'
import { createCaptionReader } from '../wording/caption.ts'
import { referenceWordings } from '../wording/references.ts'
import { type Context, contextOf, scoreContext } from './context.ts'
import { beginsOther, countGroups } from './digit-groups.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

export type ReferenceCandidate = {
  span: Span
  value: string
  /** Letters that a recognizer takes digits for were read as these. */
  isRepaired: boolean
  /** How surely the wording around it names each label, 0 to 1. */
  named: Map<string, number>
}

const readWording = createCaptionReader(referenceWordings)
// What a recognizer makes of a colon or a line is no part of the caption.
const readCaption = (text: string) =>
  new Map(readWording(text.replace(/(?:\s*[;|!~"_=—\]]+)+\s*$/, '')))
// What stands between a caption and its number, and is no part of it.
const captionWords =
  /^(no|nr|n|num|ref|id|po|so|bc|du|le|vom|date|inv|doc|tax|de|sur|page|vat|tva)$/i

// In words: no number has more groups.
const farthest = 30
// How surely a plain caption right above names a number.
const calledAbove = 0.7

/** Every token that may be the number of an invoice or an order, with what is said around it. */
export function findReferences(rows: Row[]): ReferenceCandidate[] {
  const found: ReferenceCandidate[] = []
  for (const segment of segmentsOf(rows)) {
    for (let start = 0; start < segment.words.length; ) {
      const candidate = referenceAt(segment, start, rows)
      if (candidate) found.push(candidate)
      // The parts of a number are no numbers of their own.
      start = candidate ? candidate.span.start + candidate.span.words.length : start + 1
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
  const parted =
    inSeries(segment, start, { value, rows }) ?? inGroups(segment, start, { value, rows })
  if (parted) return parted
  const count = continuedBy(segment, start, value)
  const span = spanOf(segment, start, count)
  const named = namesOf(span, { value, rows })
  if (isShort(value) && !isCalledSo(named)) return undefined
  const rest = segment.words.slice(start + 1, start + count).map(({ text }) => text)
  return { span, named, ...repaired([value, ...rest].join(''), span) }
}

/** "FA 2024 0042", "FA2024 0042", "2024 0042": a number that is printed in parts, where its caption says that it is one. */
function inSeries(
  segment: Segment,
  start: number,
  { value, rows }: { value: string; rows: Row[] },
): ReferenceCandidate | undefined {
  const before = segment.words[start - 1]?.text ?? ''
  const hasPrefix = /^[A-Z]{1,4}$/.test(before) && !captionWords.test(before)
  const following = endsWithYear(value) ? partsBehind(segment, start) : []
  if (!hasPrefix && following.length === 0) return undefined
  const first = hasPrefix ? start - 1 : start
  const span = spanOf(segment, first, start - first + 1 + following.length)
  const named = namesOf(span, { value: hasPrefix ? before : value, rows })
  const parts = [...(hasPrefix ? [before] : []), value, ...following]
  return isNamed(named) ? { span, named, ...repaired(parts.join(''), span) } : undefined
}

/** The groups of digits behind a year, at most two; not what is a date, an amount or a count of its own. */
function partsBehind(segment: Segment, start: number): string[] {
  const texts = textsFrom(segment, start + 1)
  const end = texts.findIndex((text) => !/^\d{2,8}$/.test(text))
  const last = texts[end] ?? ''
  // The last one may end a sentence.
  const whole = end === -1 ? texts.length : end + (/^\d{2,8}[),;:.]+$/.test(last) ? 1 : 0)
  const parts = texts.slice(0, Math.min(2, whole))
  const other = parts.findIndex((_, index) => beginsOther(texts.slice(index)))
  const own = other === -1 ? parts : parts.slice(0, other)
  return own.map((part) => part.replace(/\D+$/, ''))
}

/** "10 123 456 789": a number whose digits are printed in groups, where it is plainly called that of the invoice. */
function inGroups(
  segment: Segment,
  start: number,
  { value, rows }: { value: string; rows: Row[] },
): ReferenceCandidate | undefined {
  const [first = '', ...rest] = textsFrom(segment, start)
  // "123, 456": a mark ends the number.
  if (!first.endsWith(value)) return undefined
  const texts = [value, ...rest]
  const count = countGroups(texts)
  if (count < 2) return undefined
  const span = spanOf(segment, start, count)
  const named = namesOf(span, { value, rows })
  // Nothing else stands in the piece: its caption may be above it.
  const isAlone = count > 2 && count === segment.words.length
  const isCalled =
    isCalledSo(named) || (isAlone && (named.get('numero_facture') ?? 0) >= calledAbove)
  return isCalled
    ? { span, named, value: compact(texts.slice(0, count).join('')), isRepaired: false }
    : undefined
}

function textsFrom({ words }: Segment, start: number): string[] {
  return words.slice(start, start + farthest).map(({ text }) => text)
}

/** "2024", "FA2024", "FA-2024": the year that a number may begin with. */
export function endsWithYear(value: string): boolean {
  return /^(?:[A-Z]{1,4}[-/]?)?20\d\d$/.test(value)
}

/** What is said around a number, and by a caption that sticks to it. */
function namesOf(span: Span, { value, rows }: { value: string; rows: Row[] }): Map<string, number> {
  const named = scoreContext(nearContext(span, rows), readCaption)
  const word = span.words[0]?.text ?? ''
  const stuck = word.slice(0, word.indexOf(value))
  if (stuck === '') return named
  for (const [label, score] of readCaption(`${textBefore(span.segment, span.start)} ${stuck}`))
    named.set(label, Math.max(named.get(label) ?? 0, score))
  return named
}

/** A caption in the same piece decides: what stands before that in the row is of something else. */
function nearContext(span: Span, rows: Row[]): Context {
  const context = contextOf(span, rows)
  if (context.inside === '') return context
  const isNamed = readCaption(context.inside).size > 0
  return { ...context, row: '', left: isNamed ? '' : context.left }
}

function isNamed(named: Map<string, number>): boolean {
  const score = Math.max(named.get('numero_facture') ?? 0, named.get('numero_commande') ?? 0)
  return score >= 0.4 && score > (named.get('other') ?? 0)
}

/** Numbers of one or two digits stand everywhere: only a plain caption makes one a reference. */
function isShort(value: string): boolean {
  return /^\d{1,2}$/.test(value)
}

function isCalledSo(named: Map<string, number>): boolean {
  return (named.get('numero_facture') ?? 0) >= 0.9
}

// A recognizer writes O for the zero that digits follow: "FAO1/2020". "PO12" and "NO12" are other words.
function repaired(value: string, { words }: Span): { value: string; isRepaired: boolean } {
  const isScan = words.some(({ confidence }) => confidence < 1)
  const read = isScan
    ? value.replaceAll(/(?<=[A-Z]{2})O+(?=\d)/g, (os) => '0'.repeat(os.length))
    : value
  return { value: read, isRepaired: read !== value }
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
  if (
    !/\d{2}|^\d$|\d$/.test(value) ||
    /^\d{1,3}(st|nd|rd|th|er|e|x|kg|g|ml|cl|h|pcs)$/i.test(value)
  )
    return true
  return hasVatShape(bare) || isValidIban(bare) || /^\d{1,2}:\d{2}/.test(value)
}
