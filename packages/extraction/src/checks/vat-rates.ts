import type { VatBreakdownRow } from '@invoice-ml/contracts'
import { formatCents } from '../parse/amount.ts'
import { type Check, verdict } from './check.ts'
import { checkEquation, type Sums, tolerance } from './equation.ts'

export type TaxedParts = {
  sums: Sums
  /** In hundredths of a percent. */
  rates: number[]
  breakdown: VatBreakdownRow[]
}

type Row = { rate: string; base: number; tax: number }

/** The tax of each rate, and that the rates together make the totals. */
export function checkVatRates({ sums, rates, breakdown }: TaxedParts): Check[] {
  const rows = breakdown.flatMap(({ rate, base, amount }): Row[] =>
    base === undefined || amount === undefined
      ? []
      : [{ rate, base: toCents(base), tax: toCents(amount) }],
  )
  if (rows.length === 0) return singleRate(sums, rates)
  // Rows that lack a part cannot be added up.
  return [byRate(rows), ...(rows.length === breakdown.length ? addedUp(rows, sums) : [])]
}

/** Without a breakdown, and with one rate on the document. */
function singleRate({ montant_ht: net, montant_tva: tax }: Sums, rates: number[]): Check[] {
  const [rate] = rates
  if (net === undefined || tax === undefined || rate === undefined || rates.length > 1) return []
  return [
    checkEquation('totals.vat_by_rate', {
      labels: ['montant_ht', 'montant_tva', 'taux_tva'],
      left: `net ${formatCents(net)} × ${rate / 100} %`,
      made: (net * rate) / 10_000,
      name: 'VAT',
      printed: tax,
    }),
  ]
}

function byRate(rows: Row[]): Check {
  const wrong = rows.filter(
    ({ rate, base, tax }) =>
      Math.abs(Math.abs((base * Number(rate)) / 100) - Math.abs(tax)) > tolerance,
  )
  const passed = wrong.length === 0
  const described = (passed ? rows : wrong).map(
    ({ rate, base, tax }) =>
      `${formatCents(base)} × ${Number(rate)} % ${passed ? '=' : '≠'} VAT ${formatCents(tax)}`,
  )
  return verdict('totals.vat_by_rate', passed, {
    labels: ['montant_ht', 'montant_tva', 'taux_tva'],
    detail: described.join('; '),
  })
}

function addedUp(rows: Row[], { montant_ht: net, montant_tva: tax }: Sums): Check[] {
  if (net === undefined || tax === undefined) return []
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const [base, taxes] = [sum((row) => row.base), sum((row) => row.tax)]
  const isEqual = (a: number, b: number) =>
    Math.abs(Math.abs(a) - Math.abs(b)) <= tolerance * rows.length
  const passed = isEqual(base, net) && isEqual(taxes, tax)
  const by = rows.length === 1 ? '1 rate' : `${rows.length} rates`
  return [
    verdict('totals.vat_breakdown', passed, {
      labels: ['montant_ht', 'montant_tva'],
      detail: passed
        ? `${by}: together net ${formatCents(net)} and VAT ${formatCents(tax)}`
        : `${by}: together ${formatCents(base)} and ${formatCents(taxes)}, but net is ${formatCents(net)} and VAT ${formatCents(tax)}`,
    }),
  ]
}

function toCents(decimal: string): number {
  return Math.round(Number(decimal) * 100)
}
