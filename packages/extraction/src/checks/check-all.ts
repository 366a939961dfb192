import type { Adjustments, FieldLabel, LineItem, VatBreakdownRow } from '@invoice-ml/contracts'
import type { Found } from '../found.ts'
import { checkCalendar } from './calendar.ts'
import type { Check } from './check.ts'
import { checkDollar } from './dollar.ts'
import type { Sums } from './equation.ts'
import { checkFrenchRates } from './french-rates.ts'
import { checkIdentity } from './identity.ts'
import { checkLines } from './lines.ts'
import { checkTotals } from './totals.ts'
import { checkVatRates } from './vat-rates.ts'

export type Checkable = {
  found: Pick<Found, 'label' | 'value'>[]
  lines: LineItem[]
  vatBreakdown: VatBreakdownRow[]
  adjustments?: Adjustments | undefined
  /** What contradicts the currency that was read on a page, in words. */
  currencyDoubt?: string | undefined
}

/** Every check that what was read allows: one whose values are not all there is left out. */
export function checkAll(checkable: Checkable): Check[] {
  const { found, lines, vatBreakdown, adjustments, currencyDoubt } = checkable
  const values: Partial<Record<FieldLabel, string>> = {}
  const sums: Sums = {
    rounding: centsOf(adjustments?.rounding),
    charges: centsOf(adjustments?.charges),
  }
  for (const { label, value } of found) {
    values[label] = value
    const amount = /^(-?\d+\.\d{2,})( [A-Z]{3})?$/.exec(value)
    if (amount) sums[label] = Math.round(Number(amount[1]) * 100)
  }
  const rates = found
    .filter(({ label }) => label === 'taux_tva')
    .map(({ value }) => Math.round(Number(value) * 100))
  return [
    ...checkTotals(sums),
    ...checkVatRates({ sums, rates, breakdown: vatBreakdown }),
    ...checkLines(lines, sums),
    ...checkFrenchRates(values, rates),
    ...checkDollar(values.devise, currencyDoubt),
    ...checkCalendar(values),
    ...checkIdentity(values),
  ]
}

function centsOf(decimal: string | undefined): number | undefined {
  return decimal === undefined ? undefined : Math.round(Number(decimal) * 100)
}
