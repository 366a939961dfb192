import type { FieldLabel } from '@invoice-ml/contracts'
import { fieldDefinition } from '@invoice-ml/contracts'
import type { ElectronicValue } from './electronic-invoice.ts'

/** Gathers values, each checked against the type of its field. */
export type ValueCollector = {
  /** Takes a value when there is one and it is of its type, the first of a label only unless it is repeatable. */
  add: (label: FieldLabel, raw: string | undefined) => void
  /** A plain decimal with at least so many decimals; undefined, and a fault, when it is none. */
  decimal: (name: string, raw: string | undefined, decimals: number) => string | undefined
  values: ElectronicValue[]
  faults: string[]
}

export function createCollector(currency: string | undefined): ValueCollector {
  const values: ElectronicValue[] = []
  const faults: string[] = []

  function decimal(name: string, raw: string | undefined, decimals: number): string | undefined {
    if (raw === undefined) return undefined
    const value = toDecimal(raw, decimals)
    if (value === undefined) faults.push(`${name}: "${raw.slice(0, 40)}" is no decimal number`)
    return value
  }

  function read(label: FieldLabel, raw: string): string | undefined {
    switch (fieldDefinition(label).type) {
      case 'amount': {
        const amount = decimal(label, raw, 2)
        return amount === undefined || currency === undefined ? amount : `${amount} ${currency}`
      }
      case 'rate':
        return decimal(label, raw, 2)
      case 'date': {
        const date = toIsoDate(raw)
        if (date === undefined) faults.push(`${label}: "${raw.slice(0, 40)}" is no date`)
        return date
      }
      case 'iban':
      case 'bic':
      case 'vat':
      case 'siren':
      case 'siret':
        return raw.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase() || undefined
      default:
        return raw
    }
  }

  return {
    values,
    faults,
    decimal,
    add: (label, raw) => {
      if (raw === undefined) return
      const { repeatable = false } = fieldDefinition(label)
      const value = read(label, raw)
      const known = values.filter((other) => other.label === label)
      if (value === undefined || (known.length > 0 && !repeatable)) return
      if (known.some((other) => other.value === value)) return
      values.push({ label, value, raw })
    },
  }
}

/** xs:decimal (XML Schema 2, 3.2.3) → the same number with at least so many decimals and no needless zero after them. */
function toDecimal(raw: string, decimals: number): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(raw)
  const [, sign = '', whole = '', fraction = ''] = match ?? []
  if (!match || whole + fraction === '') return undefined
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0')
  const number = `${whole.replace(/^0+(?=\d)/, '') || '0'}${kept && `.${kept}`}`
  return sign === '-' && /[1-9]/.test(number) ? `-${number}` : number
}

/** `YYYYMMDD` (UN/CEFACT 2379, code 102) or xs:date, with or without a time behind, when that day exists. */
function toIsoDate(raw: string): string | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[TZ+-])/.exec(raw)
  if (!match) return undefined
  const iso = match.slice(1, 4).join('-')
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}

/** Sums that did not happen are written as zero. */
export function unlessZero(raw: string | undefined): string | undefined {
  return raw !== undefined && /^[-+0.]*$/.test(raw) ? undefined : raw
}

/** Several amounts as one. One that is no number stands for all of them, so that it is named where it is taken for a value. */
export function sumOf(raws: string[]): string | undefined {
  const odd = raws.find((raw) => toDecimal(raw, 0) === undefined)
  if (odd !== undefined || raws.length < 2) return odd ?? raws[0]
  return raws.reduce((total, raw) => total + Number(raw), 0).toFixed(2)
}
