import type { Language } from './places.ts'

/** How a layout prints amounts. */
export type MoneyStyle = {
  decimal: ',' | '.'
  group: '' | ' ' | '\u00a0' | '.' | ',' | "'"
  /** Where the currency stands, and as what. */
  currency: 'after' | 'before' | 'beforeSpaced' | 'codeAfter' | 'codeBefore' | 'none'
  negative: 'minus' | 'minusAfter' | 'brackets'
}

export type DateStyle =
  | 'd/m/y'
  | 'd.m.y'
  | 'd-m-y'
  | 'y-m-d'
  | 'm/d/y'
  | 'd/m/yy'
  | 'd.m.yy'
  | 'd month y'
  | 'month d, y'
  | 'd mon y'
  | 'mon d, y'
  | 'd-mon-y'

const symbols: Record<string, string> = { EUR: '€', GBP: '£', USD: '$', CHF: 'CHF', MYR: 'RM' }

/** The symbol of a currency. */
export function symbolOf(currency: string): string {
  return symbols[currency] ?? currency
}

/** Cents as printed, with the currency where the style says so. */
export function formatMoney(cents: number, style: MoneyStyle, currency: string): string {
  const number = formatDecimal(Math.abs(cents), 2, style)
  const printed = withCurrency(number, style, currency)
  if (cents >= 0) return printed
  if (style.negative === 'brackets') return `(${printed})`
  return style.negative === 'minusAfter' ? `${printed}-` : `-${printed}`
}

function withCurrency(number: string, { currency: place }: MoneyStyle, currency: string): string {
  const symbol = symbolOf(currency)
  if (place === 'after') return `${number} ${symbol}`
  if (place === 'before') return `${symbol}${number}`
  if (place === 'beforeSpaced') return `${symbol} ${number}`
  if (place === 'codeAfter') return `${number} ${currency}`
  return place === 'codeBefore' ? `${currency} ${number}` : number
}

/** A whole number of the smallest unit with so many decimals, grouped by thousands. */
export function formatDecimal(
  value: number,
  decimals: number,
  { decimal, group }: Pick<MoneyStyle, 'decimal' | 'group'>,
): string {
  const digits = String(value).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, group)
  return decimals === 0 ? whole : `${whole}${decimal}${digits.slice(-decimals)}`
}

/** A quantity without needless decimals, or always with two. */
export function formatQuantity(thousandths: number, style: MoneyStyle, fixed: boolean): string {
  if (fixed) return formatDecimal(Math.round(thousandths / 10), 2, style)
  if (thousandths % 1000 === 0) return formatDecimal(thousandths / 1000, 0, style)
  return thousandths % 100 === 0
    ? formatDecimal(thousandths / 100, 1, style)
    : formatDecimal(thousandths, 3, style)
}

/** A rate in percent, its sign apart or not at all. */
export function formatRate(
  hundredths: number,
  decimal: string,
  { fixed, sign }: { fixed: boolean; sign: '' | '%' | ' %' },
): string {
  const text = fixed ? (hundredths / 100).toFixed(2) : String(hundredths / 100)
  return text.replace('.', decimal) + sign
}

/** An ISO date as printed; months by name come from the language's twelve. */
export function formatDate(
  date: string,
  style: DateStyle,
  months: readonly string[],
  language: Language,
): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const name = months[Number(month) - 1] ?? month
  const short = name.length > 4 ? `${name.slice(0, 3)}` : name
  const plain = String(Number(day))
  const written: Record<DateStyle, string> = {
    'd/m/y': `${day}/${month}/${year}`,
    'd.m.y': `${day}.${month}.${year}`,
    'd-m-y': `${day}-${month}-${year}`,
    'y-m-d': date,
    'm/d/y': `${month}/${day}/${year}`,
    'd/m/yy': `${day}/${month}/${year.slice(2)}`,
    'd.m.yy': `${day}.${month}.${year.slice(2)}`,
    'd month y':
      language === 'de'
        ? `${plain}. ${name} ${year}`
        : language === 'es'
          ? `${plain} de ${name} de ${year}`
          : `${plain} ${name} ${year}`,
    'month d, y': language === 'en' ? `${name} ${plain}, ${year}` : `${plain} ${name} ${year}`,
    'd mon y': `${plain} ${short} ${year}`,
    'mon d, y': `${short} ${plain}, ${year}`,
    'd-mon-y': `${day}-${short}-${year}`,
  }
  return written[style]
}

/** An identifier in groups, as people print it: IBAN by four, SIREN by three, SIRET 3 3 3 5. */
export function groupIdentifier(value: string, sizes: readonly number[]): string {
  const groups: string[] = []
  let rest = value
  for (let index = 0; rest !== ''; index += 1) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? 4
    groups.push(rest.slice(0, size))
    rest = rest.slice(size)
  }
  return groups.join(' ')
}

/** Cents as a plain decimal number. */
export function plainAmount(cents: number): string {
  return (cents / 100).toFixed(2)
}
