import type { Extraction } from '@invoice-ml/contracts'
import { adjustmentsOf } from './adjustments.ts'
import { fromCents, sum, toCents } from './cents.ts'
import type { Faults } from './faults.ts'
import type { Adjustment, Invoice, Tax, Totals } from './invoice.ts'
import { linesOf } from './lines.ts'
import type { FieldOf } from './parties.ts'

// What rounding may take from the tax of a rate, beside a cent for each line.
const toleratedCents = 2

type Sums = Pick<Totals, 'netCents' | 'taxCents' | 'grossCents'>

/** Totals, tax and lines, each agreeing with the others; what does not add up is a fault. */
export function amountsOf(
  extraction: Extraction,
  fieldOf: FieldOf,
  faults: Faults,
): Pick<Invoice, 'lines' | 'taxes' | 'adjustments' | 'totals'> {
  const centsOf = (label: Parameters<FieldOf>[0]) => {
    const value = fieldOf(label)
    return value === undefined ? undefined : toCents(value)
  }
  const sums = sumsOf(centsOf('montant_ht'), centsOf('montant_tva'), centsOf('montant_ttc'), faults)
  // What is built on them is judged once they are known.
  if (!sums) return nothing
  const taxes = taxesOf(extraction, sums, faults)
  const lines = linesOf(extraction.lines, taxes, faults)
  const { rounding = '0', charges } = extraction.adjustments ?? {}
  const adjustments = adjustmentsOf(lines, taxes, faults, {
    allowed: Math.abs(centsOf('remise') ?? 0),
    shipping: Math.abs(centsOf('frais_port') ?? 0),
    charges: charges === undefined ? undefined : Math.abs(toCents(charges)),
  })
  const due = centsOf('net_a_payer')
  const paid = paidOf(
    {
      grossCents: sums.grossCents,
      // It is printed with a minus or without, and so is what a credit note gives back.
      paid: magnitude(centsOf('acompte')),
      due: extraction.kind === 'credit_note' ? magnitude(due) : due,
      roundingCents: toCents(rounding),
    },
    faults,
  )
  const totals: Totals = {
    linesCents: sum(lines.map(({ amountCents }) => amountCents)),
    allowancesCents: sumOf(adjustments, false),
    chargesCents: sumOf(adjustments, true),
    ...sums,
    ...paid,
  }
  return { lines, taxes, adjustments, totals }
}

const nothing = {
  lines: [],
  taxes: [],
  adjustments: [],
  totals: {
    linesCents: 0,
    allowancesCents: 0,
    chargesCents: 0,
    netCents: 0,
    taxCents: 0,
    grossCents: 0,
    prepaidCents: 0,
    roundingCents: 0,
    dueCents: 0,
  },
}

/** Of the three sums, two are enough. */
function sumsOf(
  net: number | undefined,
  tax: number | undefined,
  gross: number | undefined,
  faults: Faults,
): Sums | undefined {
  const netCents = net ?? (tax === undefined || gross === undefined ? undefined : gross - tax)
  const taxCents = tax ?? (net === undefined || gross === undefined ? undefined : gross - net)
  const grossCents = gross ?? (net === undefined || tax === undefined ? undefined : net + tax)
  if (netCents === undefined || taxCents === undefined || grossCents === undefined) {
    const given = { montant_ht: net, montant_tva: tax, montant_ttc: gross }
    for (const [label, value] of Object.entries(given))
      if (value === undefined) faults.add(label, 'is missing')
    return undefined
  }
  if (netCents + taxCents !== grossCents)
    faults.add('montant_ttc', `is ${fromCents(grossCents)}, not ${fromCents(netCents + taxCents)}`)
  return { netCents, taxCents, grossCents }
}

/** One of each rate. */
function taxesOf(extraction: Extraction, sums: Sums, faults: Faults): Tax[] {
  const rows = taxRowsOf(extraction, sums)
  const single = rows.length === 1
  const complete = rows.flatMap(({ rate, base, amount }): Tax[] => {
    const baseCents = base === undefined && single ? sums.netCents : base && toCents(base)
    const taxCents = amount === undefined && single ? sums.taxCents : amount && toCents(amount)
    if (rate === undefined || typeof baseCents !== 'number' || typeof taxCents !== 'number')
      return []
    return [{ rate: fromCents(toCents(rate)), baseCents, taxCents }]
  })
  const taxes = [...Map.groupBy(complete, ({ rate }) => rate)].map(([rate, ofRate]) => ({
    rate,
    baseCents: sum(ofRate.map(({ baseCents }) => baseCents)),
    taxCents: sum(ofRate.map(({ taxCents }) => taxCents)),
  }))
  if (complete.length === 0 || complete.length < rows.length)
    faults.add('vat_breakdown', 'lacks a rate, a base or an amount')
  else if (
    sum(taxes.map(({ baseCents }) => baseCents)) !== sums.netCents ||
    sum(taxes.map(({ taxCents }) => taxCents)) !== sums.taxCents
  )
    faults.add('vat_breakdown', 'does not add up to montant_ht and montant_tva')
  for (const { rate, baseCents, taxCents } of taxes) {
    const difference = Math.abs((baseCents * Number(rate)) / 100 - taxCents)
    if (difference > toleratedCents + extraction.lines.length)
      faults.add(
        'vat_breakdown',
        `has ${fromCents(taxCents)}, which is not ${rate} % of ${fromCents(baseCents)}`,
      )
  }
  return taxes
}

type TaxRow = { rate: string | undefined; base?: string | undefined; amount?: string | undefined }

/** Without rows, all is taxed at the one rate there is. */
function taxRowsOf({ fields, vat_breakdown }: Extraction, { taxCents }: Sums): TaxRow[] {
  const rates = fields.filter(({ label }) => label === 'taux_tva').map(({ value }) => value)
  const [onlyRate, ...otherRates] = rates
  if (vat_breakdown.length > 0 || otherRates.length > 0) return vat_breakdown
  return [{ rate: onlyRate ?? (taxCents === 0 ? '0.00' : undefined) }]
}

function sumOf(adjustments: Adjustment[], isCharge: boolean): number {
  const some = adjustments.filter((adjustment) => adjustment.isCharge === isCharge)
  return sum(some.map(({ amountCents }) => amountCents))
}

type Paid = Pick<Totals, 'prepaidCents' | 'roundingCents' | 'dueCents'>

function magnitude(cents: number | undefined): number | undefined {
  return cents === undefined ? undefined : Math.abs(cents)
}

/**
 * BR-CO-16: what is left out of the amount due without being called paid, as a tax that is withheld, has no place in it. Where
 * nothing at all is due, all of it was paid.
 */
function paidOf(
  read: Pick<Paid, 'roundingCents'> & {
    grossCents: number
    paid: number | undefined
    due: number | undefined
  },
  faults: Faults,
): Paid {
  const { grossCents, roundingCents, due } = read
  const prepaidCents = read.paid ?? (due === 0 ? grossCents + roundingCents : 0)
  const dueCents = grossCents - prepaidCents + roundingCents
  if (due !== undefined && due !== dueCents)
    faults.add('net_a_payer', `is ${fromCents(due)}, not ${fromCents(dueCents)}`)
  return { prepaidCents, roundingCents, dueCents }
}
