import { sharedWidth } from './geometry.ts'
import type { Row } from './lines.ts'
import { normalise } from './parse/text.ts'
import { isOfSums } from './wording/sums.ts'

type Sign = [RegExp, string]

/** The codes of those who write "$". */
export const dollarCodes = new Set(['USD', 'CAD', 'AUD', 'SGD'])

// Texts are normalised: lower case, no accents.
const names: Sign[] = [
  [
    /\b(us|u\.s\.|united states|american) dollars?\b|\b((?<=in )us|u\.s\.) funds\b|\b(dollars?|fonds) (u\.?s\b|americains?\b)/,
    'USD',
  ],
  [/\bcanadian (dollars?|funds)\b|\b(dollars?|fonds) canadiens?\b/, 'CAD'],
  [/\baustralian dollars?\b/, 'AUD'],
  [/\bsingapore dollars?\b/, 'SGD'],
]
const canadianTax = charged('tps|tvq|tvh|hst|qst')
// Of several countries: whose it is tells the register.
const sharedTax = charged('gst')
// Numbers in a register.
const registers: Sign[] = [
  [/\b\d[\d -]{7,12}(rt|tq) ?\d{4}\b/, 'CAD'],
  // ABN AMRO is a bank.
  [/\babn\b(?! ?-?amro)\D{0,30}\d{2}[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}\b/, 'AUD'],
  [/\buen\b\D{0,30}\d{2}/, 'SGD'],
]

/** A tax beside a rate or an amount that is not nothing. */
function charged(tax: string): RegExp {
  const number = String.raw`(?=[\d.,]*[1-9])\d[\d ,.]*`
  return new RegExp(
    String.raw`\b(${tax})\b\D{0,30}((?<=\$ ?)${number}|${number}(%|(?<=[.,]\d\d)(?!\d)))|` +
      String.raw`\b${number}%\W{0,3}(${tax})\b`,
  )
}

/**
 * Whose dollar the "$" of a document is, and whether that is spelt out or only follows from its taxes and registers.
 *
 * @param money the code that stands with money.
 * @param codes all codes that are printed: "CAD" is also how one draws.
 */
export function whoseDollar(rows: Row[], money: string | undefined, codes: string[]) {
  const lines = rows.map(({ segments }) => segments.map(({ text }) => normalise(text)))
  const columns = rows.flatMap((row, index) => captionsOf(row, rows[index + 1]))
  const said = money ?? only([...lines, ...columns].flatMap(saidOfSums))
  if (said) return { code: said, isSpelt: true }
  const registered = codesOf(registers, [...lines, ...columns])[0]
  const named = codesOf(names, [...lines, ...columns])
  const amounts = columns.filter(([, value = '']) => /^[$\d]/.test(value))
  const charges = [...lines, ...amounts].map((pieces) => pieces.join(' '))
  const code = unsaid({ charges, registered, named, codes })
  return { code, isSpelt: codes.includes(code) && (registered ?? code) === code }
}

type Evidence = {
  charges: string[]
  registered: string | undefined
  named: string[]
  codes: string[]
}

/** Whose dollar it is where nothing says it of the sums. */
function unsaid({ charges, registered, named, codes }: Evidence): string {
  const isCharged = (tax: RegExp) => charges.some((text) => tax.test(text))
  if (isCharged(canadianTax)) return 'CAD'
  if (registered && isCharged(sharedTax)) return registered
  // Who sells abroad is in a register at home.
  const printed = new Set([...codes, ...named])
  if (printed.has('USD') && !(registered && printed.has(registered))) return 'USD'
  return registered ?? only(named) ?? 'USD'
}

/** Each piece of a row that holds no number, with one that stands right below it. */
function captionsOf({ page, segments }: Row, below: Row | undefined): string[][] {
  const values = below?.page === page ? below.segments : []
  const captions = segments.filter(({ text }) => !/\d/.test(text))
  return captions.flatMap(({ text, box }) =>
    values
      .filter((value) => sharedWidth(box, value.box) > 0)
      .map((value) => [normalise(text), normalise(value.text)]),
  )
}

/** The dollars that the pieces of a row say the sums to be in. */
function saidOfSums(pieces: string[]): string[] {
  return pieces.flatMap((piece, at) =>
    names.flatMap(([name, code]) => {
      const match = name.exec(piece)
      if (!match) return []
      const before = [...pieces.slice(0, at), piece.slice(0, match.index)].join(' ')
      const behind = piece.slice(match.index + match[0].length)
      return isOfSums(before, behind) ? [code] : []
    }),
  )
}

/** The one code; undefined where there are several: who spells out several says of none that it is the one. */
function only(codes: string[]): string | undefined {
  const [code, ...others] = new Set(codes)
  return others.length === 0 ? code : undefined
}

/** The codes of the signs that the pieces of one of the rows have, each once. */
function codesOf(signs: Sign[], rows: string[][]): string[] {
  const texts = rows.map((pieces) => pieces.join(' '))
  const found = signs.filter(([pattern]) => texts.some((text) => pattern.test(text)))
  return [...new Set(found.map(([, code]) => code))]
}
