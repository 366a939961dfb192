import { currencySign, dollarSign } from './currency.ts'

/** How a document writes decimals. */
export type DecimalMark = ',' | '.'

const digits = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+|\d+`
const amountPattern = new RegExp(
  `^(?<open>\\()?(?<minus>[-−–])?\\+?\\s*(?:${currencySign}\\s*)?(?<minus2>[-−–])?(?<whole>${digits})` +
    `(?:(?<mark>[.,])(?<cents>\\d{1,4})|(?<none>[.,](?:--?|[–—])))?\\s*(?:${currencySign})?\\s*(?<tail>-|CR)?(?<close>\\))?[*]?$`,
  'i',
)

const maxLength = 100

export type ParsedAmount = {
  cents: number
  /** Whether the fraction was printed: "12,00" and not "12". */
  hasDecimals: boolean
}

/**
 * A printed amount: "1 234,56 €", "1,234.56", "1'234.50", "(12,00)", "12,00-", "12,-", "RM 5.00".
 *
 * @param mark what this document uses for decimals; it decides about "1.234"
 */
export function parseAmount(text: string, mark?: DecimalMark): ParsedAmount | undefined {
  // No amount is longer; what is only looks for a way to keep the pattern busy.
  if (text.length > maxLength) return undefined
  const match = amountPattern.exec(text.trim())?.groups
  if (!match?.whole) return undefined
  // « 50.- » is an amount beside a currency; alone it numbers a paragraph.
  const split = match.none
    ? { whole: match.whole, cents: match.none.startsWith('.') ? '' : '00' }
    : splitDecimals(match.whole, match.mark, match.cents, mark)
  if (!split) return undefined
  const whole = Number(split.whole.replaceAll(/\D/g, ''))
  if (whole > 1e12) return undefined
  const cents = whole * 100 + Number(split.cents.padEnd(2, '0').slice(0, 2))
  const isNegative = Boolean(
    match.minus || match.minus2 || match.tail || (match.open && match.close),
  )
  return { cents: isNegative ? -cents : cents, hasDecimals: split.cents !== '' }
}

function splitDecimals(
  whole: string,
  separator: string | undefined,
  fraction: string | undefined,
  mark: DecimalMark | undefined,
): { whole: string; cents: string } | undefined {
  if (separator && fraction) {
    // "1.234,56" ends in decimals; "12.3456" is a price with four of them.
    if (fraction.length === 3 && separator !== mark) return { whole: whole + fraction, cents: '' }
    return { whole, cents: fraction }
  }
  const [, lead = '', last] = /^(.*)[.,](\d{3})$/.exec(whole) ?? []
  if (!last) return { whole, cents: '' }
  // Digits by threes: thousands, unless this document's decimal mark stands there alone.
  const used = whole.at(-4)
  const isDecimal = used === mark && !/[.,'’\s]/.test(lead)
  return isDecimal ? { whole: lead, cents: last } : { whole, cents: '' }
}

const alike: [RegExp, string][] = [
  [/[OoDQU]/g, '0'],
  [/[lI!]/g, '1'],
  [/Z/g, '2'],
  [/[Ss]/g, '5'],
  [/B/g, '8'],
]
const misreadAmount = new RegExp(
  String.raw`^(RM|€|${dollarSign}|£)?\s*((?=\D*\d.*\d)[\dOoDQUlI!ZSsB]+)[.,]\s?([\dOoDQUlI!ZSsB]{2})$`,
)

/**
 * An amount in which letters stand where a recognizer takes digits for them, with digits: "RM10U.00" → "RM100.00".
 * Undefined for one that needs no repair, and for what would be no amount either.
 */
export function repairDigits(text: string): string | undefined {
  const [, currency = '', whole = '', cents = ''] = misreadAmount.exec(text.trim()) ?? []
  const letters = (whole + cents).replaceAll(/\d/g, '').length
  const digits = (whole + cents).length - letters
  if (letters === 0 || letters > digits) return undefined
  return (
    currency +
    alike.reduce((part, [seen, meant]) => part.replaceAll(seen, meant), `${whole}.${cents}`)
  )
}

/** The decimal mark that most amounts of a document show; undefined when none tells. */
export function guessDecimalMark(texts: string[]): DecimalMark | undefined {
  let commas = 0
  let dots = 0
  for (const text of texts) {
    if (/\d,\d{2}(?!\d)/.test(text)) commas++
    if (/\d\.\d{2}(?![\d.])/.test(text) && !/\d\.\d{2}\.\d/.test(text)) dots++
  }
  if (commas === dots) return undefined
  return commas > dots ? ',' : '.'
}

/** Cents → "1250.00". */
export function formatCents(cents: number): string {
  const absolute = Math.abs(Math.round(cents))
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`
  return cents < 0 ? `-${text}` : text
}
