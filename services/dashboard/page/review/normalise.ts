import type { FieldType } from '@invoice-ml/contracts'

/**
 * What a person typed or a page prints, written as an extraction writes it: "1 250,00 €" is "1250.00 EUR", "12/01/26" is
 * "2026-01-12". What cannot be understood stays as it is, for the platform to refuse.
 *
 * @param currency ISO 4217, of an amount that names none; without it the amount stays bare
 */
export function normalise(type: FieldType, text: string, currency?: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return ''
  if (type === 'amount') return toAmount(line, currency) ?? line
  if (type === 'date') return toDate(line) ?? line
  if (type === 'rate')
    return toDecimal(line.replace('%', ''), { canBeThousands: false })?.toFixed(2) ?? line
  if (type === 'currency') return currencyIn(line) ?? line.toUpperCase()
  if (type === 'siren' || type === 'siret') return line.replaceAll(/\D/g, '')
  if (type === 'vat' || type === 'iban' || type === 'bic')
    return line.replaceAll(/[^A-Za-z0-9+*]/g, '').toUpperCase()
  return line
}

/**
 * A number of a line item with the decimals that were typed: "1 250,50" is "1250.50". What cannot be understood stays as it is.
 *
 * @param canBeThousands whether "1.250" is more than a thousand, as of money, or a little more than one, as of a quantity
 */
export function normaliseDecimal(text: string, { canBeThousands = false } = {}): string {
  const line = text.replaceAll(/[\s'’%€$£]/g, '')
  return plainDecimal(line, { canBeThousands }) ?? line
}

const symbols: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP' }

const codes = new Set(Intl.supportedValuesOf('currency'))

/** Whether it is a code of ISO 4217, as EUR. */
export function isCurrency(code: string): boolean {
  return codes.has(code)
}

function currencyIn(line: string): string | undefined {
  const symbol = Object.keys(symbols).find((sign) => line.includes(sign))
  if (symbol !== undefined) return symbols[symbol]
  const words = line.toUpperCase().match(/\b[A-Z]{3}\b/g) ?? []
  return words.find(isCurrency)
}

function toAmount(line: string, currency: string | undefined): string | undefined {
  const value = toDecimal(line.replaceAll(/[A-Za-z€$£]/g, ''))
  if (value === undefined) return undefined
  return [value.toFixed(2), currencyIn(line) ?? currency].filter(Boolean).join(' ')
}

function toDecimal(text: string, options?: Parameters<typeof plainDecimal>[1]): number | undefined {
  const plain = plainDecimal(text.replaceAll(/[\s'’]/g, ''), options)
  return plain === undefined ? undefined : Number(plain)
}

/**
 * Digits with a decimal point. The last comma or point is one, unless it can part thousands, three digits follow it, and
 * three at most stand before. A mark that stands there twice parts thousands.
 */
function plainDecimal(text: string, { canBeThousands = true } = {}): string | undefined {
  const [, sign = '', digits = ''] = /^([-−–]?)(\d[\d.,]*)$/.exec(text) ?? []
  if (digits === '') return undefined
  const [, whole = '', mark = '', rest = ''] = /^([\d.,]*)([.,])(\d*)$/.exec(digits) ?? ['', digits]
  const isTwice = mark !== '' && whole.includes(mark)
  if (isTwice && rest.length !== 3) return undefined
  const isThousands =
    isTwice || (canBeThousands && rest.length === 3 && /^[1-9]\d{0,2}$/.test(whole))
  const integer = (isThousands ? whole + rest : whole).replaceAll(/[.,]/g, '') || '0'
  const fraction = isThousands || rest === '' ? '' : `.${rest}`
  return `${sign === '' ? '' : '-'}${integer}${fraction}`
}

// The beginnings of the months, in French and English, without accents.
const months = [
  /^jan/,
  /^f(ev|eb)/,
  /^mar/,
  /^a(vr|pr)/,
  /^ma[iy]/,
  /^(juin|jun)/,
  /^(juil|jul)/,
  /^(aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
]

function toDate(line: string): string | undefined {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(line) ?? []
  if (isoYear !== undefined) return written(isoYear, isoMonth, isoDay)
  const [, day, month, year] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$/.exec(line) ?? []
  if (day !== undefined) return written(year, month, day)
  const words = line.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const [, first, name = '', last] =
    /(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]{3,})\.?,? (\d{4})$/.exec(words) ?? []
  const number = months.findIndex((pattern) => pattern.test(name)) + 1
  return first === undefined || number === 0 ? undefined : written(last, String(number), first)
}

function written(year = '', month = '', day = ''): string {
  return `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
