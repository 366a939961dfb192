import type { Row } from './lines.ts'
import { normalise } from './parse/text.ts'

type Sign = [RegExp, string]

/** The codes of those who write "$". */
export const dollarCodes = new Set(['USD', 'CAD', 'AUD', 'SGD'])

// Texts are normalised: lower case, no accents.
const spelt: Sign[] = [
  [
    /\b(us|u\.s\.|united states|american) dollars?\b|\b(in us|u\.s\.) funds\b|\b(dollars?|fonds) (u\.?s\b|americains?\b)/,
    'USD',
  ],
  [/\bcanadian (dollars?|funds)\b|\b(dollars?|fonds) canadiens?\b/, 'CAD'],
  [/\baustralian dollars?\b/, 'AUD'],
  [/\bsingapore dollars?\b/, 'SGD'],
]
// Rows that speak of where or how one may pay, and not of what.
const ofPaying = /\b(accounts?|acct|comptes?|cheques?|checks?|wires?|not accepted)\b/
// Taxes that are charged: beside a rate or an amount.
const charged: Sign[] = [
  [/\b(tps|tvq|tvh|hst|qst)\b\D{0,30}[1-9][\d ,.]*(%|(?<=[.,]\d\d)(?!\d))/, 'CAD'],
  [/\b(tps|tvq|tvh|hst|qst)\b\D{0,29}\$ ?[1-9]/, 'CAD'],
  [/\b[1-9][\d,.]* ?%\W{0,3}(tps|tvq|tvh|hst|qst)\b/, 'CAD'],
]
// Numbers in a register, in the row of their caption or below.
const registers: Sign[] = [
  [/\b\d[\d -]{7,12}(rt|tq) ?\d{4}\b/, 'CAD'],
  [/\babn\b\D{0,30}\d{2}[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}\b/, 'AUD'],
  [/\buen\b\D{0,30}\d{2}/, 'SGD'],
]

/**
 * Whose dollar the "$" of a document is, and whether that is spelt out or only follows from its taxes and registers.
 *
 * @param money the code that stands with money.
 * @param codes all codes that are printed: "CAD" is also how one draws.
 */
export function whoseDollar(rows: Row[], money: string | undefined, codes: string[]) {
  const texts = rows.map(({ segments }) => normalise(segments.map(({ text }) => text).join(' ')))
  const below = texts.map((text, index) => `${text} ${texts[index + 1] ?? ''}`)
  const words = codesOf(
    spelt,
    texts.filter((text) => !ofPaying.test(text)),
  )
  // Who spells out several says of none that it is the one.
  const said = money ?? (words.length === 1 ? words[0] : undefined)
  if (said) return { code: said, isSpelt: true }
  const registered = codesOf(registers, below)[0]
  // Who sells abroad is in a register at home.
  const isAbroad = codes.includes('USD') && !codes.some((code) => code === registered)
  const code = codesOf(charged, texts)[0] ?? (isAbroad ? undefined : registered) ?? 'USD'
  return { code, isSpelt: codes.includes(code) }
}

/** The codes of the signs that one of the texts has, each once. */
function codesOf(signs: Sign[], texts: string[]): string[] {
  const found = signs.filter(([pattern]) => texts.some((text) => pattern.test(text)))
  return [...new Set(found.map(([, code]) => code))]
}
