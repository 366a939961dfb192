import { sharedWidth } from './geometry.ts'
import type { Row } from './lines.ts'
import { normalise } from './parse/text.ts'
import { dollarsIn, isMoney, type NamedDollar, reach } from './wording/dollars.ts'
import { isOfSums, leadsToCurrency, seam } from './wording/sums.ts'

type Sign = [RegExp, string]

/** The codes of those who write "$". */
export const dollarCodes = new Set(['USD', 'CAD', 'AUD', 'SGD', 'NZD', 'HKD'])

// Texts are normalised: lower case, no accents.
const canadianTax = charged('tps|tvq|tvh|hst|qst')
// Beside the tax of a province, that of Canada; elsewhere its rate tells, or the register.
const sharedTax = charged('gst')
const provincialTax = charged('pst|rst')
const sharedRates: Sign[] = [
  [sharedTaxAt('5'), 'CAD'],
  [sharedTaxAt('10'), 'AUD'],
  [sharedTaxAt('[7-9]'), 'SGD'],
]
// Numbers in a register.
const registers: Sign[] = [
  [/\b\d[\d -]{7,12}(rt|tq) ?\d{4}\b/, 'CAD'],
  // ABN AMRO is a bank.
  [/\babn\b(?! ?-?amro)\D{0,30}\d{2}[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}\b/, 'AUD'],
  [/\buen\b\D{0,30}\d{2}/, 'SGD'],
]

/** A tax beside a rate or an amount that is not nothing. */
function charged(tax: string): RegExp {
  // No amount is longer, and a row of nothing but digits keeps nobody busy.
  const number = String.raw`(?=[\d.,]{0,20}[1-9])\d[\d ,.]{0,20}`
  return new RegExp(
    String.raw`\b(${tax})\b\D{0,30}((?<=\$ ?)${number}|${number}(%|(?<=[.,]\d\d)(?!\d)))|` +
      String.raw`\b${number}%\W{0,3}(${tax})\b`,
  )
}

/** GST beside one rate, in the same sentence. */
function sharedTaxAt(rate: string): RegExp {
  const percent = String.raw`(?<![\d.,])${rate}([.,]0+)? ?%`
  return new RegExp(String.raw`\bgst\b[^\d.;!?]{0,30}${percent}|${percent}\W{0,3}gst\b`)
}

/** Whose dollar the "$" of a document is, and whether that is spelt out or only follows from its taxes and registers. */
export function whoseDollar(rows: Row[]) {
  const named = rows.flatMap((row, index) => namedIn(row, rows[index - 1]))
  const said = commonest(named.filter(isOfSums).map(({ code }) => code))
  if (said) return { code: said, isSpelt: true }
  const lines = rows.map(({ segments }) => segments.map(({ text }) => normalise(undotted(text))))
  const columns = rows.flatMap((row, index) => captionsOf(row, rows[index + 1]))
  const [registered] = codesOf(registers, [...lines, ...columns])
  const amounts = columns.filter(([, value = '']) => /^[$\d]/.test(value))
  const code = unsaid({ charges: [...lines, ...amounts], registered, named })
  const isPrinted = named.some((dollar) => dollar.code === code)
  return { code, isSpelt: isPrinted && (registered ?? code) === code }
}

type Evidence = { charges: string[][]; registered: string | undefined; named: NamedDollar[] }

/** Whose dollar it is where nothing says it of the sums. */
function unsaid({ charges, registered, named }: Evidence): string {
  const isCharged = (tax: RegExp) => charges.some((pieces) => tax.test(pieces.join(' ')))
  if (isCharged(canadianTax) || (isCharged(provincialTax) && isCharged(sharedTax))) return 'CAD'
  const [rated = registered, ...others] = codesOf(sharedRates, charges)
  // "Total ex GST less 5% discount": where there are several rates, another is of something else.
  if (registered && others.includes(registered)) return registered
  if (rated && isCharged(sharedTax)) return rated
  // Who sells abroad is in a register at home.
  const spoken = named.filter((dollar) => dollar.code === registered || isMoney(dollar))
  return commonest(new Set(spoken.map(({ code }) => code))) ?? registered ?? 'USD'
}

/** The dollars that a row names, each with its sentence. */
function namedIn({ page, segments }: Row, above: Row | undefined): NamedDollar[] {
  const heads = above?.page === page ? above.segments : []
  const lettered = segments.filter(({ text }) => /\p{L}/u.test(text))
  return lettered.flatMap(({ text, box }, at) => {
    const [first = '', ...others] = undotted(text).split(seam)
    const opened = dollarsIn(first).map((dollar) => {
      if (!/^(in|en)?$/i.test(dollar.before.replaceAll(/\P{L}/gu, ''))) return dollar
      // The sentence, or what the column is called, stands above; or it begins to the left, unless "USD:" begins another.
      const over = heads.filter((head) => sharedWidth(head.box, box) > 0)
      const begun = over.map((head) => `${lastSentence(head.text)} ${dollar.before}`)
      const onLeft = /^\s*:/.test(dollar.behind) ? '' : lastSentence(lettered[at - 1]?.text)
      return { ...dollar, before: begun.find(leadsToCurrency) ?? `${onLeft} ${dollar.before}` }
    })
    return [...opened, ...others.flatMap(dollarsIn)]
  })
}

function lastSentence(text = ''): string {
  return undotted(text.slice(-reach)).split(seam).at(-1) ?? ''
}

/** "U.S." and "T.P.S." as "US" and "TPS". */
function undotted(text: string): string {
  return text.replaceAll(/(?<=(?<!\p{L})\p{L})\./gu, '')
}

/** Each piece of a row that holds no number, with one that stands right below it. */
function captionsOf({ page, segments }: Row, below: Row | undefined): string[][] {
  const values = below?.page === page ? below.segments : []
  const captions = segments.filter(({ text }) => !/\d/.test(text))
  return captions.flatMap(({ text, box }) =>
    values
      .filter((value) => sharedWidth(box, value.box) > 0)
      .map((value) => [text.slice(-reach), value.text.slice(0, reach)])
      .map((parts) => parts.map((part) => normalise(undotted(part)))),
  )
}

/** The code that is there most often; undefined where several are: who says as much of each says of none that it is the one. */
function commonest(codes: Iterable<string>): string | undefined {
  const counts = [...Map.groupBy(codes, (code) => code)].map(([code, { length }]) => ({
    code,
    length,
  }))
  const [first, second] = counts.toSorted((a, b) => b.length - a.length)
  return first && first.length > (second?.length ?? 0) ? first.code : undefined
}

/** The codes of the signs that the pieces of one of the rows have. */
function codesOf(signs: Sign[], rows: string[][]): string[] {
  return signs
    .filter(([pattern]) => rows.some((pieces) => pattern.test(pieces.join(' '))))
    .map(([, code]) => code)
}
