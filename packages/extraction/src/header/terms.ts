import type { Found } from '../found.ts'
import { bottom, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Word } from '../page.ts'
import { parseDate } from '../parse/date.ts'
import { normalise } from '../parse/text.ts'
import {
  looseCaption,
  notTerms,
  termsCaption,
  termsPhrase,
  termsSentence,
} from '../wording/terms.ts'

const evidence = { captioned: 0.9, told: 0.75 } as const
const longest = 200
// A line below stands within this many heights, and begins within this share of the page.
const below = { heights: 1.6, width: 0.03 } as const

/** The terms of payment: what their caption introduces, or else the sentence that tells them. */
export function chooseTerms(rows: Row[]): Found[] {
  const segments = rows.flatMap((row) => row.segments)
  for (const segment of segments) {
    const words = introduced(segment, rows, termsCaption)
    if (words) return [toFound(words, segment.page, evidence.captioned)]
  }
  for (const segment of segments) {
    const words = introduced(segment, rows, looseCaption)
    if (words && termsPhrase.test(normalise(textOf(words))))
      return [toFound(words, segment.page, evidence.told)]
  }
  const told = segments.find(({ text }) => tellsTerms(text))
  return told ? [toFound(tellingPart(wordsOf(told, rows)), told.page, evidence.told)] : []
}

/** The sentence that tells them, of the several that a line may hold. */
function tellingPart(words: Word[]): Word[] {
  const ends = words.flatMap(({ text }, index) => (/\p{L}[.!]$/u.test(text) ? [index + 1] : []))
  const sentences = [0, ...ends].map((start, index) => words.slice(start, ends[index]))
  return sentences.find((sentence) => tellsTerms(textOf(sentence))) ?? words
}

function tellsTerms(text: string): boolean {
  const plain = normalise(text)
  return text.length <= longest && termsSentence.test(plain) && !notTerms.test(plain)
}

/** What stands behind a caption of terms, right of it or below it. */
function introduced(segment: Segment, rows: Row[], caption: RegExp): Word[] | undefined {
  const count = captionLength(segment.words, caption)
  if (count === 0) return undefined
  const behind = segment.words.slice(count)
  if (behind.length > 0) {
    // "Terms Payable within …", and not "Payment within …".
    const isCaption =
      count > 1 ||
      /:$/.test(segment.words[count - 1]?.text ?? '') ||
      /^[\p{Lu}\d:]/u.test(behind[0]?.text ?? '')
    return isCaption && isTerms(behind) ? continued(behind, segment, rows) : undefined
  }
  const row = rows[segment.row]?.segments ?? []
  const beside = [row[row.indexOf(segment) + 1], lineBelow(segment, rows)]
    .filter((next) => next !== undefined)
    .filter(({ words }) => isTerms(words))
  // In a row of captions the values stand below.
  const telling = beside.find(({ text }) => termsPhrase.test(normalise(text))) ?? beside[0]
  return telling && wordsOf(telling, rows)
}

/** How many words the caption has with which a piece begins; 0 when it begins with none. */
function captionLength(words: Word[], caption: RegExp): number {
  for (let count = Math.min(6, words.length); count > 0; count--) {
    const text = textOf(words.slice(0, count))
    const match = caption.exec(normalise(text))
    const rest = match ? normalise(text).slice(match.index + match[0].length) : ''
    if (match && match.index <= 3 && /^[ :.\-–]*$/.test(rest)) return count
  }
  return 0
}

function isTerms(words: Word[]): boolean {
  const text = textOf(words)
  if (text.length > longest || !/\p{L}{2}|\d/u.test(text) || parseDate(text)) return false
  return !notTerms.test(normalise(text))
}

function wordsOf(segment: Segment, rows: Row[]): Word[] {
  return continued(segment.words, segment, rows)
}

/** A sentence that its line does not end goes on below: "…, 3 %" and "Skonto innerhalb 10 Tagen". */
function continued(words: Word[], segment: Segment, rows: Row[]): Word[] {
  const text = textOf(words)
  const next = lineBelow(segment, rows)
  if (!next || text.length < 20 || !/[,;%]$|\b(und|et|and|y|e|en)$/.test(text)) return words
  return text.length + next.text.length <= longest ? [...words, ...next.words] : words
}

function lineBelow({ row, page, box }: Segment, rows: Row[]): Segment | undefined {
  return rows
    .slice(row + 1, row + 3)
    .flatMap((next) => next.segments)
    .find(
      (next) =>
        next.page === page &&
        Math.abs(next.box.x - box.x) < below.width &&
        next.box.y - bottom(box) < below.heights * box.height,
    )
}

function textOf(words: Word[]): string {
  return words.map(({ text }) => text).join(' ')
}

function toFound(words: Word[], page: number, evidence: number): Found {
  const text = textOf(words).replace(/^[.:,\-–\s]+/, '')
  const box = union(words.map((word) => word.box))
  return { label: 'conditions_paiement', value: text, raw: text, page, box, words, evidence }
}
