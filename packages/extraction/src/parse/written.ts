import { CorrectedField, type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'
import { formatCents, parseAmount } from './amount.ts'
import { parseCurrency } from './currency.ts'
import { parseDate } from './date.ts'

const currencyAround =
  /^(?<before>[^\d\s(+\-−–.,]*)\s*(?<amount>.*?\d.*?)\s*(?<after>[^\d\s)*.,-]*)$/u
const ratePattern = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/

/**
 * What a person has typed, as an extraction writes it: "1 250,00 €" → "1250.00 EUR", "3 mars 2026" → "2026-03-03".
 * Undefined when it is no value of the label.
 *
 * @param currency of the document, for an amount without one
 */
export function writeValue(
  label: FieldLabel,
  typed: string,
  currency?: string,
): string | undefined {
  const text = typed.replaceAll(/\s+/gu, ' ').trim()
  const value = write(label, text, typed, currency)
  if (value === undefined) return undefined
  const field = CorrectedField.safeParse({ label, value })
  return field.success ? value : undefined
}

function write(
  label: FieldLabel,
  text: string,
  typed: string,
  currency: string | undefined,
): string | undefined {
  switch (fieldDefinition(label).type) {
    case 'amount':
      return writeAmount(text, currency)
    case 'date':
      return parseDate(text)?.iso
    case 'rate':
      return writeRate(text)
    case 'currency':
      return /^[A-Z]{3}$/.test(text) ? text : parseCurrency(text)
    case 'siren':
    case 'siret':
      return text.replaceAll(/[\s.-]/g, '')
    case 'vat':
    case 'iban':
    case 'bic':
      return text.toUpperCase().replaceAll(/[\s.-]/g, '')
    case 'address':
      return lines(typed).join(', ')
    default:
      return text
  }
}

function writeAmount(text: string, currency: string | undefined): string | undefined {
  const { before = '', amount = '', after = '' } = currencyAround.exec(text)?.groups ?? {}
  const sign = before || after
  const code = /^[A-Z]{3}$/.test(sign) ? sign : parseCurrency(sign)
  if ((sign !== '' && code === undefined) || (before !== '' && after !== '')) return undefined
  const parsed = parseAmount(amount)
  if (!parsed) return undefined
  const written = code ?? currency
  return `${formatCents(parsed.cents)}${written ? ` ${written}` : ''}`
}

function writeRate(text: string): string | undefined {
  const [, whole, decimals = ''] = ratePattern.exec(text) ?? []
  return whole && `${Number(whole)}.${decimals.padEnd(2, '0')}`
}

/** What is typed on several lines is written on one. */
function lines(typed: string): string[] {
  return typed
    .split(/\r?\n/)
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
}
