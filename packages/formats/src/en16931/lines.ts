import type { LineItem } from '@invoice-ml/contracts'
import { fromCents, toCents } from './cents.ts'
import type { Faults } from './faults.ts'
import type { Line, Tax } from './invoice.ts'

/** Each with what follows from the rest of it; what then lacks is a fault. */
export function linesOf(items: LineItem[], taxes: Tax[], faults: Faults): Line[] {
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

/** What makes the amount. BR-27: a price is never negative, so the quantity has the sign. */
function pricing({ quantity = '1', unit_price }: LineItem, amount: string) {
  const count = Number(quantity) === 0 ? '1' : unsigned(quantity)
  const price = unit_price && unsigned(unit_price)
  const isMade = price !== undefined && isProduct(count, price, unsigned(amount))
  return {
    quantity: amount.startsWith('-') ? `-${count}` : count,
    // A discount on the line is in its amount alone.
    price: isMade ? price : quotient(unsigned(amount), count),
  }
}

/** A printed price is rounded to the cent, and so is a quantity that is weighed. */
function isProduct(quantity: string, price: string, amount: string): boolean {
  const ofQuantity = Number.isInteger(Number(quantity)) ? 0 : 0.005 * Number(price)
  const rounding = 0.005 * Number(quantity) + ofQuantity
  return Math.abs(Number(quantity) * Number(price) - Number(amount)) <= 0.01 + rounding
}

/** As many decimals as it needs, two at least and eight at most. */
function quotient(amount: string, count: string): string {
  return (Number(amount) / Number(count)).toFixed(8).replace(/0{1,6}$/, '')
}

function unsigned(decimal: string): string {
  return decimal.replace(/^-/, '')
}
