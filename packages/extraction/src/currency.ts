import type { Span } from './candidates/span.ts'
import type { Row } from './lines.ts'
import type { Word } from './page.ts'
import { parseAmount } from './parse/amount.ts'
import { currencyOnAmount, isNamedByMoneyAlone, parseCurrency } from './parse/currency.ts'
import { normalise } from './parse/text.ts'
import type { Totals } from './solve/totals.ts'
import { dollarCodes, whoseDollar } from './whose-dollar.ts'

// "$" is used by many and "RM" is a province of Italy; a code of three letters can hardly be anything else.
const weightOfCode = 3
// No amount with its currency is longer; what is only looks for a way to keep the pattern busy.
const longest = 100

export type NamedCurrency = {
  code: string
  word: Word
  page: number
  /** Whether nothing but a sign that several countries use names it. */
  isShared?: boolean
  /** What contradicts it, in words. */
  doubt?: string | undefined
}

/** The currency that is printed with an amount; undefined when none is, or a sign that several countries use. */
export function currencyBeside({ segment, start, words, page }: Span): NamedCurrency | undefined {
  const around = segment.words.slice(Math.max(0, start - 1), start + words.length + 1)
  for (const word of around) {
    const code = currencyOf(word.text)
    if (code && !isDollarSign(word.text) && !/^RM/i.test(word.text)) return { code, word, page }
  }
  return undefined
}

type Mentions = {
  weight: number
  word: Word
  page: number
}

/** The currency that the document names most, and one word that does; undefined when none is named. */
export function findCurrency(rows: Row[], totals?: Totals): NamedCurrency | undefined {
  const named = countMentions(rows)
  const dollars = [...named].filter(([code]) => code === '$' || dollarCodes.has(code))
  const [any] = dollars
  const dollar = named.has('$') || dollars.length > 1 ? whoseDollar(rows, totals) : undefined
  if (dollar && any) {
    // One document has one dollar: what else is spelt out is no money here, or the account of others.
    for (const [code] of dollars) named.delete(code)
    const own = dollars.filter(([code]) => code === dollar.code || code === '$')
    const weight = own.reduce((sum, [, mentions]) => sum + mentions.weight, 0)
    const [, { word, page }] = dollars.find(([code]) => code === dollar.code) ?? any
    named.set(dollar.code, { weight: weight || any[1].weight, word, page })
  }
  const most = heaviest([...named])
  if (!most) return undefined
  const [code, { word, page }] = most
  if (code !== dollar?.code) return { code, word, page }
  return { code, word, page, isShared: !dollar.isSpelt, doubt: dollar.doubt }
}

/** How often each currency is named, and one word that does; the sign of the dollar by itself. */
function countMentions(rows: Row[]): Map<string, Mentions> {
  const named = new Map<string, Mentions>()
  // "AED" is a defibrillator, and "Vis CAD12.50" a screw: they tell where nothing else does.
  const otherwise = new Map<string, Mentions>()
  for (const row of rows) {
    const words = row.segments.flatMap((segment) =>
      segment.words.map((word, at) => ({
        word,
        isBesideMoney: () => standsByMoney(segment.words, at),
      })),
    )
    for (const [index, { word, isBesideMoney }] of words.entries()) {
      const code = currencyOf(word.text)
      if (!code || isAnotherWord(word.text, words[index + 1]?.word.text)) continue
      const isAnother = mayBeAnother(word.text)
      if (isAnother && !isBesideMoney()) continue
      const key = isDollarSign(word.text) ? '$' : code
      const counted = isAnother ? otherwise : named
      const known = counted.get(key) ?? { weight: 0, word, page: row.page }
      known.weight += /[A-Z]{3}/.test(word.text) ? weightOfCode : 1
      counted.set(key, known)
    }
  }
  return named.size > 0 ? named : otherwise
}

/** Whether a word that names a currency is often none: the code of a rarer one, and letters before a number. */
function mayBeAnother(text: string): boolean {
  return isNamedByMoneyAlone(bareOf(text)) || /^(?!RM|EUR|USD|GBP|CHF)\p{L}+[-−–]?\d/u.test(text)
}

function heaviest(named: [string, Mentions][]): [string, Mentions] | undefined {
  return named.toSorted(([, a], [, b]) => b.weight - a.weight)[0]
}

function isDollarSign(text: string): boolean {
  return /(?<!\p{L})\$(?!\p{L})/u.test(text) && !/[A-Z]{3}/.test(text)
}

/** "RM" is a province of Italy, "Fr." a day of the week or a title: before an amount alone they are money. */
function isAnotherWord(text: string, behind = ''): boolean {
  if (/^RM$/i.test(text)) return !/^-?\d/.test(behind)
  if (!/^Fr\.$/i.test(text)) return false
  const isTime = /^([01]?\d|2[0-4])\.[0-5]\d$/.test(behind)
  return isTime || !/^-?\d[\d'’]*[.,](\d{2}|[-–—]{1,2})$/.test(behind)
}

const currencyCaption =
  /\b(currency|devise|monnaie|wahrung|moneda|divisa|valuta|munt(eenheid)?|total\w*|amount|montant|betrag|summe|importe|importo|bedrag|pri[cx]e?s?|preis|prijs|due|in|en)\b\W*$/

/** Whether a word stands beside an amount, or is what a caption says that the currency is. */
function standsByMoney(words: Word[], index: number): boolean {
  const before = words.slice(Math.max(0, index - 3), index).map(({ text }) => text)
  const beside = [before.at(-1), words[index]?.text.replace(/^\p{L}+/u, ''), words[index + 1]?.text]
  return (
    beside.some((text) => text !== undefined && parseAmount(text)?.hasDecimals) ||
    currencyCaption.test(normalise(before.join(' ')))
  )
}

function currencyOf(text: string): string | undefined {
  if (text.length > longest) return undefined
  const bare = bareOf(text)
  // The dot is part of "Fr.".
  return parseCurrency(text) ?? parseCurrency(bare) ?? currencyOnAmount(bare)
}

function bareOf(text: string): string {
  return text.replace(/^[([]+|[)\],;:.]+$/g, '')
}
