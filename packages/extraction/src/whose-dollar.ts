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
// Taxes that are charged: beside a rate or an amount.
const charged: Sign[] = [
  [/\b(tps|tvq|tvh|hst|qst)\b\D{0,30}[1-9][\d ,.]*(%|(?<=[.,]\d\d)(?!\d))/, 'CAD'],
  [/\b[1-9][\d,.]* ?%\W{0,3}(tps|tvq|tvh|hst|qst)\b/, 'CAD'],
]
// Numbers in a register.
const registers: Sign[] = [
  [/\b\d[\d ]{7,11}(rt|tq) ?\d{4}\b/, 'CAD'],
  [/\babn\b\D{0,12}\d{2} ?\d{3} ?\d{3} ?\d{3}\b/, 'AUD'],
  [/\buen\b\D{0,12}\d{2}/, 'SGD'],
]

/**
 * Whose dollar the "$" of a document is, and whether that is spelt out or only follows from its taxes and registers.
 *
 * @param money the code that stands with money.
 * @param codes all codes that are printed: "CAD" is also how one draws.
 */
export function whoseDollar(rows: Row[], money: string | undefined, codes: string[]) {
  const texts = rows.map(({ segments }) => normalise(segments.map(({ text }) => text).join(' ')))
  const told = (signs: Sign[]) =>
    signs.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1]
  const said = money ?? told(spelt)
  if (said) return { code: said, isSpelt: true }
  const registered = told(registers)
  // Who sells abroad is in a register at home.
  const isAbroad = codes.includes('USD') && !codes.some((code) => code === registered)
  const code = told(charged) ?? (isAbroad ? undefined : registered) ?? 'USD'
  return { code, isSpelt: codes.includes(code) }
}
