import type { Span } from './candidates/span.ts'
import type { Row } from './lines.ts'
import type { Word } from './page.ts'
import { parseCurrency } from './parse/amount.ts'

// "$" is used by many and "RM" is a province of Italy; a code of three letters can hardly be anything else.
const weightOfCode = 3

// What tells whose "$" is meant: the names of taxes, and of numbers in a register.
const dollars: [RegExp, string][] = [
  [/\b(TPS|TVQ|TVH|HST|QST)\b/, 'CAD'],
  [/\bABN\b(?! ?-?AMRO)/, 'AUD'],
  [/\bUEN\b/, 'SGD'],
]
const dollarCodes = new Set(['USD', 'CAD', 'AUD', 'SGD'])

export type NamedCurrency = {
  code: string
  word: Word
  page: number
  /** Whether nothing but a sign that several countries use names it. */
  isShared?: boolean
}

/** The currency that is printed with an amount; undefined when none is, or a sign that several countries use. */
export function currencyBeside({ segment, start, words, page }: Span): NamedCurrency | undefined {
  const around = segment.words.slice(Math.max(0, start - 1), start + words.length + 1)
  for (const word of around) {
    const code = currencyOf(word.text)
    if (code && !/\$|^RM/i.test(word.text)) return { code, word, page }
  }
  return undefined
}

type Mentions = { weight: number; word: Word; page: number }

/** The currency that the document names most, and one word that does; undefined when none is named. */
export function findCurrency(rows: Row[]): NamedCurrency | undefined {
  const named = countMentions(rows)
  const signed = named.get('$')
  named.delete('$')
  const told = heaviest([...named].filter(([code]) => dollarCodes.has(code)))?.[0] ?? dollarOf(rows)
  const dollar = told ?? 'USD'
  const spelt = named.get(dollar)
  if (spelt && signed) spelt.weight += signed.weight
  else if (signed) named.set(dollar, signed)
  const most = heaviest([...named])
  if (!most) return undefined
  const [code, { word, page }] = most
  return { code, word, page, isShared: signed !== undefined && code === dollar && !told }
}

/** How often each currency is named, and one word that does; the sign of the dollar by itself. */
function countMentions(rows: Row[]): Map<string, Mentions> {
  const named = new Map<string, Mentions>()
  for (const row of rows) {
    const words = row.segments.flatMap((segment) => segment.words)
    for (const [index, word] of words.entries()) {
      const code = currencyOf(word.text)
      if (!code || isAnotherWord(word.text, words[index - 1]?.text, words[index + 1]?.text))
        continue
      const key = isDollarSign(word.text) ? '$' : code
      const weight = /[A-Z]{3}/.test(word.text) ? weightOfCode : 1
      const known = named.get(key)
      if (known) known.weight += weight
      else named.set(key, { weight, word, page: row.page })
    }
  }
  return named
}

function heaviest(named: [string, Mentions][]): [string, Mentions] | undefined {
  return named.toSorted(([, a], [, b]) => b.weight - a.weight)[0]
}

function isDollarSign(text: string): boolean {
  return /(?<!\p{L})\$/u.test(text) && !/[A-Z]{3}/.test(text)
}

/** Whose dollar a document is about, by its taxes and registers. */
function dollarOf(rows: Row[]): string | undefined {
  const texts = rows.flatMap(({ segments }) => segments.map(({ text }) => text))
  return dollars.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1]
}

/** "RM" is a province of Italy, "Fr." a day of the week or a title: before an amount alone they are money. */
function isAnotherWord(text: string, before = '', behind = ''): boolean {
  if (/^RM$/i.test(text)) return !/^-?\d/.test(behind)
  if (!/^Fr\.$/i.test(text)) return false
  return !/^-?\d[\d'’]*[.,](\d{2}|[-–—]{1,2})$/.test(behind) || /^(bis|[-–])$/i.test(before)
}

function currencyOf(text: string): string | undefined {
  const bare = text.replace(/^[([]+|[)\],;:.]+$/g, '')
  // The dot is part of "Fr.".
  const whole = parseCurrency(text) ?? parseCurrency(bare)
  if (whole) return whole
  const [, behind] = /^-?[\d.,' |]*\d\|?([A-Z]{3})$/.exec(bare) ?? []
  if (behind) return parseCurrency(behind)
  const [sign] = /^(?:US\$|RM|[€£$₹])(?=[\d\s-])|[€£$]$/.exec(bare) ?? []
  return sign ? parseCurrency(sign) : undefined
}
