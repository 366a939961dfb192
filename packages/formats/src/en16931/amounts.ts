import type { Extraction, LineItem } from '@invoice-ml/contracts'
import { fromCents, sum, toCents } from './cents.ts'
import type { Faults } from './faults.ts'
import type { Adjustment, Invoice, Line, Tax, Totals } from './invoice.ts'
import type { FieldOf } from './parties.ts'

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
  const adjustments = adjustmentsOf(lines, taxes, faults, {
    allowed: Math.abs(centsOf('remise') ?? 0),
    charged: Math.abs(centsOf('frais_port') ?? 0),
  })
  const deposit = centsOf('acompte')
  const paid = paidOf(
    sums,
    centsOf('net_a_payer'),
    // It is printed with a minus or without.
    deposit === undefined ? undefined : Math.abs(deposit),
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

function taxesOf({ fields, vat_breakdown }: Extraction, sums: Sums, faults: Faults): Tax[] {
  const rates = fields.filter(({ label }) => label === 'taux_tva').map(({ value }) => value)
  const [onlyRate, ...otherRates] = rates
  const rows =
    vat_breakdown.length > 0 || otherRates.length > 0
      ? vat_breakdown
      : [{ rate: onlyRate ?? (sums.taxCents === 0 ? '0.00' : undefined) }]
  const single = rows.length === 1
  const taxes = rows.flatMap((row): Tax[] => {
    const { rate, base, amount } = { base: undefined, amount: undefined, ...row }
    const baseCents = base === undefined && single ? sums.netCents : base && toCents(base)
    const taxCents = amount === undefined && single ? sums.taxCents : amount && toCents(amount)
    if (rate === undefined || typeof baseCents !== 'number' || typeof taxCents !== 'number')
      return []
    return [{ rate: fromCents(toCents(rate)), baseCents, taxCents }]
  })
  if (taxes.length === 0 || taxes.length < rows.length)
    faults.add('vat_breakdown', 'lacks a rate, a base or an amount')
  else if (
    sum(taxes.map(({ baseCents }) => baseCents)) !== sums.netCents ||
    sum(taxes.map(({ taxCents }) => taxCents)) !== sums.taxCents
  )
    faults.add('vat_breakdown', 'does not add up to montant_ht and montant_tva')
  return taxes
}

function linesOf(items: LineItem[], taxes: Tax[], faults: Faults): Line[] {
  if (items.length === 0) faults.add('lines', 'are missing')
  return items.flatMap((item, index) => {
    const rate = item.vat_rate ?? (taxes.length === 1 ? taxes[0]?.rate : undefined)
    const amount = item.amount ?? product(item.quantity, item.unit_price)
    if (rate === undefined) faults.add(`lines.${index}.vat_rate`, 'is missing')
    if (amount === undefined) faults.add(`lines.${index}.amount`, 'is missing')
    if (rate === undefined || amount === undefined) return []
    const line = {
      name: item.description || `${index + 1}`,
      amountCents: toCents(amount),
      rate: fromCents(toCents(rate)),
    }
    return [{ ...line, ...pricing(item, amount) }]
  })
}

function product(quantity: string | undefined, price: string | undefined): string | undefined {
  if (quantity === undefined || price === undefined) return undefined
  return (Number(quantity) * Number(price)).toFixed(2)
}

/** BR-27: a price is never negative, a quantity may be. */
function pricing({ quantity = '1', unit_price }: LineItem, amount: string) {
  const count = Number(quantity) === 0 ? '1' : quantity
  const price = unit_price ?? quotient(amount, count)
  return price.startsWith('-')
    ? { quantity: negated(count), price: price.slice(1) }
    : { quantity: count, price }
}

/** As many decimals as it needs, two at least and eight at most. */
function quotient(amount: string, count: string): string {
  return (Number(amount) / Number(count)).toFixed(8).replace(/0{1,6}$/, '')
}

function negated(decimal: string): string {
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`
}

/** What stands between the lines of a rate and what is taxed at it: the discount and the shipping that were read. */
function adjustmentsOf(
  lines: Line[],
  taxes: Tax[],
  faults: Faults,
  read: { allowed: number; charged: number },
): Adjustment[] {
  if (lines.length === 0 || taxes.length === 0) return []
  const rates = new Set([...taxes, ...lines].map(({ rate }) => rate))
  const adjustments = [...rates].flatMap((rate): Adjustment[] => {
    const base = sum(taxes.filter((tax) => tax.rate === rate).map(({ baseCents }) => baseCents))
    const ofLines = lines.filter((line) => line.rate === rate)
    const difference = base - sum(ofLines.map(({ amountCents }) => amountCents))
    if (difference === 0) return []
    const isCharge = difference > 0
    const reason = isCharge ? 'Frais de port' : 'Remise'
    return [{ isCharge, reason, amountCents: Math.abs(difference), rate }]
  })
  const isExplained =
    adjustments.length === 0 ||
    (sumOf(adjustments, false) === read.allowed && sumOf(adjustments, true) === read.charged)
  if (!isExplained) faults.add('lines', notAdding(lines, taxes))
  return adjustments
}

function notAdding(lines: Line[], taxes: Tax[]): string {
  const ofLines = fromCents(sum(lines.map(({ amountCents }) => amountCents)))
  const taxed = fromCents(sum(taxes.map(({ baseCents }) => baseCents)))
  return `add up to ${ofLines}, which remise and frais_port do not lead from to the ${taxed} that are taxed, rate by rate`
}

function sumOf(adjustments: Adjustment[], isCharge: boolean): number {
  const some = adjustments.filter((adjustment) => adjustment.isCharge === isCharge)
  return sum(some.map(({ amountCents }) => amountCents))
}

function paidOf(
  { grossCents }: Sums,
  due: number | undefined,
  paid: number | undefined,
  faults: Faults,
): Pick<Totals, 'prepaidCents' | 'dueCents'> {
  const prepaidCents = paid ?? (due === undefined ? 0 : grossCents - due)
  const dueCents = due ?? grossCents - prepaidCents
  if (prepaidCents < 0 || prepaidCents + dueCents !== grossCents)
    faults.add('net_a_payer', `is ${fromCents(dueCents)}, not montant_ttc without acompte`)
  return { prepaidCents, dueCents }
}
