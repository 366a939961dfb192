import { right, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box, Word } from '../page.ts'
import type { DecimalMark } from '../parse/amount.ts'
import { isCurrency, type PrintedNumber, parseNumber } from './numbers.ts'

// Between thousands, in widths of a character: another column's digits are further away.
const widestSpace = 1.2

/** A number of a row with what belongs to it, or a word. */
export type Token = {
  text: string
  box: Box
  words: Word[]
  number?: PrintedNumber
  /** Position of its piece of the row. */
  segment: number
  /** Whether it is the value of a caption in the same piece: "Basis: 75,00". */
  isCaptioned: boolean
}

/** The words of a row, those that make one number together. */
export function tokensOf(row: Row, mark: DecimalMark | undefined): Token[] {
  return row.segments.flatMap((segment, index) => readSegment(segment, index, mark))
}

function readSegment({ words }: Segment, segment: number, mark: DecimalMark | undefined): Token[] {
  const tokens: Token[] = []
  let isCaptioned = false
  for (let start = 0; start < words.length; ) {
    const run = numberAt(words, start, mark) ?? { count: 1 }
    const own = words.slice(start, start + run.count)
    const [first] = own
    start += run.count
    const text = own.map((word) => trimRules(word.text)).join(' ')
    if (!first || text === '') continue
    const token = { text, words: own, box: union(own.map(({ box }) => box)) ?? first.box }
    const number = 'number' in run ? { number: run.number } : {}
    tokens.push({ ...token, ...number, segment, isCaptioned })
    if (/[:=]$/.test(text) && /\p{L}/u.test(text)) isCaptioned = true
    else if (/:$/.test(text)) isCaptioned = tokens.some((other) => /\p{L}/u.test(other.text))
  }
  return tokens
}

/** The longest run of words that reads as one number: thousands apart, a sign or a currency before or behind. */
function numberAt(words: Word[], start: number, mark: DecimalMark | undefined) {
  for (let count = Math.min(5, words.length - start); count > 0; count--) {
    const own = words.slice(start, start + count)
    const texts = own.map((word) => trimRules(word.text))
    if (!own.every((word, index) => index === 0 || isJoined(own[index - 1], word, texts, index)))
      continue
    const number = parseNumber(texts.join(' '), mark)
    if (number && !isOfNext(words, start + count)) return { number, count }
  }
  return undefined
}

/** Whether the word before this one is a currency that stands nearer to the number behind it: "2.5 CHF 40.00". */
function isOfNext(words: Word[], end: number): boolean {
  const [before, currency, next] = words.slice(Math.max(0, end - 2), end + 1)
  if (!before || !currency || !next || end < 2) return false
  if (!isCurrency(trimRules(currency.text)) || !/^[-−–(]?\d/.test(next.text)) return false
  // A count before, a price behind.
  if (!/[.,]\d/.test(before.text) && /[.,]\d{2}\b/.test(next.text)) return true
  return next.box.x - right(currency.box) < currency.box.x - right(before.box)
}

/** Whether a word goes on with the number before it: the next three digits, "%", a currency; or ends what its sign began. */
function isJoined(before: Word | undefined, word: Word, texts: string[], index: number): boolean {
  const [previous = '', text = ''] = texts.slice(index - 1, index + 1)
  if (!before) return false
  if (/^%/.test(text) || isCurrency(text)) return /\d/.test(previous)
  if (isCurrency(previous.replace(/^[-−–]/, '')) || /^[-−–=+]$/.test(previous))
    return /\d/.test(text)
  const isThousands =
    /\d{1,3}$/.test(previous) && !/[.,]\d*$/.test(previous) && /^\d{3}(?!\d)/.test(text)
  const characterWidth = Math.max(
    before.box.width / before.text.length,
    word.box.width / word.text.length,
  )
  return isThousands && word.box.x - right(before.box) < widestSpace * characterWidth
}

/** The lines of a table, recognised as characters beside a value. */
function trimRules(text: string): string {
  const bare = text.replaceAll(/^\|+|\|+$/g, '').trim()
  // Brackets around a whole word are its own.
  return /^\[.*\]$/.test(bare) ? bare : bare.replaceAll(/^[[\]{}]+|[[\]{}]+$/g, '').trim()
}
