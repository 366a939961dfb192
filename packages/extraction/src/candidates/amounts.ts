import type { Row } from '../lines.ts'
import type { Word } from '../page.ts'
import { type DecimalMark, type ParsedAmount, parseAmount, repairDigits } from '../parse/amount.ts'
import { currencyOnAmount, isNamedByMoneyAlone, parseCurrency } from '../parse/currency.ts'
import { normalise } from '../parse/text.ts'
import { amountWordings } from '../wording/amounts.ts'
import { createCaptionReader } from '../wording/caption.ts'
import { contextOf, scoreContext } from './context.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

/** An amount of money that is printed somewhere. */
export type AmountCandidate = {
  span: Span
  cents: number
  hasDecimals: boolean
  hasCurrency: boolean
  /** Characters that a recognizer confuses with digits were read as these. */
  isRepaired: boolean
  /** How surely the wording around it names each label, 0 to 1. */
  named: Map<string, number>
}

const readCaption = createCaptionReader(amountWordings)
// Directly before a number, these say that it is in percent; after one, as in "19 Prozent", that the one before them is.
const rateCaption =
  /((?<!\d ?)\b(percentuale|percentage|pourcentage|porcentaje|prozent(satz)?|taux( de)?( tva)?|(steuer|mwst\.?-?|ust\.?-?)satz|(vat|tax) rate|aliquota( iva)?)\b[.: ]*|\(%\)[: ]*)$/
const joined = 4
// In cents: a whole number from which on the code of a rarer currency beside it is one.
const leastWhole = 100_000
const noWord = { text: '' }
const partedDecimals = /^[^\d\s]*[\dA-Z]+(?: [.,] ?|[.,] )\d{2}$/

/** Every amount of the document, with what is said around it. */
export function findAmounts(rows: Row[], mark: DecimalMark | undefined): AmountCandidate[] {
  const found: AmountCandidate[] = []
  for (const segment of segmentsOf(rows)) {
    for (let start = 0; start < segment.words.length; ) {
      const match = longestAmount(segment.words, start, mark)
      const candidate = match && toCandidate(match, spanOf(segment, start, match.count), rows)
      if (candidate) found.push(candidate)
      start += match?.count ?? 1
    }
  }
  return found
}

type AmountMatch = NonNullable<ReturnType<typeof longestAmount>>

/** Undefined where the caption calls the number a rate. */
function toCandidate(
  { amount, hasCurrency, isRepaired }: AmountMatch,
  span: Span,
  rows: Row[],
): AmountCandidate | undefined {
  const context = contextOf(span, rows)
  const caption = normalise(context.inside || context.left)
  if (!hasCurrency && rateCaption.test(caption)) return undefined
  return { span, ...amount, hasCurrency, isRepaired, named: scoreContext(context, readCaption) }
}

function longestAmount(words: Word[], start: number, mark: DecimalMark | undefined) {
  for (let count = Math.min(joined, words.length - start); count > 0; count--) {
    const part = words.slice(start, start + count)
    // « 540,00 € - TVA non applicable »: a minus sticks to its digits, a dash stands apart.
    if (count > 1 && isDash(part.at(-1)) && words[start + count]) continue
    const text = textOf(part)
    // A percentage, a date or a number of something is no money.
    if (!text || /%/.test(part.at(-1)?.text ?? '') || isPercent(words[start + count])) continue
    const printed = parseAmount(text, mark)
    const amount = printed ?? misread(part, text, mark)
    if (!amount) continue
    const hasCurrency =
      part.some((word) => currencyOnAmount(withoutRules(word.text))) ||
      /[€£$₹]/.test(text) ||
      [words[start - 1], ...part, words[start + count]].some((word) => names(amount, word))
    if (!amount.hasDecimals && !hasCurrency) continue
    return { count, amount, hasCurrency, isRepaired: !printed }
  }
  return undefined
}

/** What was recognised as "RM10U.00" or "=5,00", read with digits and a minus; nothing of a text layer. */
function misread(words: Word[], text: string, mark: DecimalMark | undefined) {
  if (words.every(({ confidence }) => confidence === 1)) return undefined
  const repaired = /^[=~]\d/.test(text) ? `-${text.slice(1)}` : repairDigits(text)
  return repaired === undefined ? undefined : parseAmount(repaired, mark)
}

/** Digits that belong together, as printed: thousands apart, a currency before or behind. */
function textOf(words: Word[]): string | undefined {
  const texts = words.map((word) => withoutRules(word.text))
  const text = texts.join(' ')
  if (texts.length === 1) return text
  // "62." and "80", "5" and ".95", "105", "." and "00", as a recognizer parts them.
  if (partedDecimals.test(text)) return text.replaceAll(/ ?([.,]) ?/g, '$1')
  const numbers = texts.filter((part) => !parseCurrency(part) && !/^[-−–]$/.test(part))
  const [first = '', ...rest] = numbers
  if (numbers.length === 0 || !/\d/.test(first)) return undefined
  const areThousands =
    /^\D*\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}([.,]\d{2})?\D*$/.test(part))
  return rest.length === 0 || areThousands ? text : undefined
}

/** The lines of a table, recognised as characters beside a value. */
function withoutRules(text: string): string {
  return text.length > 1 ? text.replaceAll(/[|[\]]+/g, ' ').trim() : text
}

function isDash(word: Word | undefined): boolean {
  return word !== undefined && /^[-−–—]$/.test(word.text)
}

/** Whether a word says what an amount is in. "RON 95" is petrol. */
function names(
  { cents, hasDecimals }: ParsedAmount,
  { text }: Pick<Word, 'text'> = noWord,
): boolean {
  const name = text.replace(/[:()]/g, '')
  if (parseCurrency(name) === undefined) return false
  return hasDecimals || cents >= leastWhole || !isNamedByMoneyAlone(name)
}

function isPercent(word: Word | undefined): boolean {
  return word !== undefined && /^%/.test(word.text)
}
