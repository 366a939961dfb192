import type { FieldLabel } from '@invoice-ml/contracts'
import { hasVatShape, isValidSiren, isValidVat, isVatPrefix } from '../parse/identifier.ts'
import { type Check, verdict } from './check.ts'

/** The form that its country gives it, then its check digits. Numbers of countries that we have no rule for are left out. */
export function checkVatNumber(label: FieldLabel, vat: string | undefined): Check[] {
  const country = vat?.slice(0, 2) ?? ''
  if (vat === undefined || !isVatPrefix(country)) return []
  const isFormed = hasVatShape(vat)
  const form = verdict('vat.format', isFormed, {
    labels: [label],
    detail: `${label} ${vat} ${isFormed ? 'has' : 'does not have'} the form of a VAT number of ${country}`,
  })
  if (!isFormed) return [form]
  const passed = isValidVat(vat)
  const detail = `${label} ${vat}: ${passed ? `check digits fit (${country})` : describeFault(vat)}`
  return [form, verdict('vat.key', passed, { labels: [label], detail })]
}

function describeFault(vat: string): string {
  const country = vat.slice(0, 2)
  if (country !== 'FR') return `check digits do not fit (${country})`
  const [key, siren] = [vat.slice(2, 4), vat.slice(4)]
  return isValidSiren(siren)
    ? `key ${key} does not fit SIREN ${siren}`
    : `SIREN ${siren} in it has a wrong last digit (Luhn)`
}
