import type { DecimalMark } from '../parse/amount.ts'
import { currencySign, parseCurrency } from '../parse/currency.ts'

/** A printed number: its value, how many decimals it shows, and the "%", unit or currency printed with it. */
export type PrintedNumber = { value: number; decimals: number; unit: string }

// More of anything than this is a number of something else: a code, a telephone.
const most = 1e9
const longest = 100
const pattern = new RegExp(
  `^(?:(?:tva|vat|mwst|ust|iva|btw)\\.?(?=\\s*\\d+[.,\\d]*\\s*%))?[=~+]?\\s*(?<open>\\()?(?<minus>[-−–])?\\s*(?:${currencySign}\\s*)?(?<minus2>[-−–])?\\s*(?<digits>\\d[\\d.,'’\\s]*)` +
    `(?<tail>-)?\\s*(?<unit>%|[€$£]|[\\p{L}°²³./€$£]{1,12})?(?<close>\\))?[*.,;]?$`,
  'iu',
)

/** "1 800,00 €", "-2,90", "5 kg", "1PCS", "(12.00)", "5,5 %" → a number; undefined for any other text. */
export function parseNumber(text: string, mark?: DecimalMark): PrintedNumber | undefined {
  if (text.length > longest) return undefined
  const match = pattern.exec(text.trim())?.groups
  if (!match?.digits) return undefined
  const parsed = parseDigits(match.digits.replaceAll(/[\s'’]/g, '').replace(/[.,]$/, ''), mark)
  if (!parsed || parsed.value > most) return undefined
  const isNegative = Boolean(
    match.minus || match.minus2 || match.tail || (match.open && match.close),
  )
  return {
    value: isNegative ? -parsed.value : parsed.value,
    decimals: parsed.decimals,
    unit: match.unit ?? '',
  }
}

function parseDigits(digits: string, mark: DecimalMark | undefined) {
  const separators = digits.match(/[.,]/g) ?? []
  const last = separators.at(-1)
  if (!last) return { value: Number(digits), decimals: 0 }
  const at = digits.lastIndexOf(last)
  const fraction = digits.slice(at + 1)
  const isMixed = separators.some((separator) => separator !== last)
  if (!isMixed && separators.length > 1) {
    // "20.03.2014" is a date.
    const isThousands = digits.split(last).every((part, index) => index === 0 || part.length === 3)
    return isThousands ? { value: Number(digits.replaceAll(last, '')), decimals: 0 } : undefined
  }
  // "1,000" is a thousand where dots are decimal marks, and "1.000" where commas are.
  const isGrouped =
    !isMixed && fraction.length === 3 && mark !== undefined && last !== mark && at <= 3
  if (isGrouped) return { value: Number(digits.replace(last, '')), decimals: 0 }
  const whole = digits.slice(0, at).replaceAll(/[.,]/g, '')
  const value = Number(`${whole}.${fraction}`)
  return Number.isNaN(value) ? undefined : { value, decimals: fraction.length }
}

/** Whether the text is nothing but a currency. */
export function isCurrency(text: string): boolean {
  return parseCurrency(text) !== undefined
}

/** "0.1234", "12.00": two decimals at least, and as many as it takes. */
export function formatPrice(price: number): string {
  return price.toFixed(6).replace(/0{1,4}$/, '')
}

/** A quantity as the public contract writes it. */
export function formatQuantity(quantity: number): string {
  return quantity.toFixed(6).replace(/\.?0+$/, '')
}
