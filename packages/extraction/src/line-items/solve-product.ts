import { isProduct, numbersIn } from './cells.ts'
import type { ColumnKind } from './head-wordings.ts'
import type { Column } from './heads.ts'
import type { PlacedRow } from './place.ts'

/** The columns whose rows multiply: quantity × price, less a discount in percent, = amount. Any may be missing. */
export type Product = {
  quantity?: Column
  unitPrice?: Column
  amount?: Column
  discount?: Column
}

type Role = 'quantity' | 'unitPrice' | 'amount'

// How much a head speaks for a role, against rows that multiply and amounts that add up.
const priors: Record<Role, Partial<Record<ColumnKind, number>>> = {
  quantity: { quantity: 4, unit: 0.5, other: -1, unit_price: -3 },
  unitPrice: { unit_price: 4, other: -1, tax: -3, amount: -2, quantity: -3 },
  amount: { amount: 4, gross: 2, unit_price: -3, other: -1, tax: -3 },
}
const unlikely = -5
// One piece costs its price, whichever column is which: that says less.
const perAgreement = { ofOne: 2, ofMany: 5 }
const perDifference = -1.5
const leastAgreement = -2.5
const ofSum = 5
// Longer tables tell no more of their columns; and of more columns than goods have, the emptiest are noise.
const mostRows = 25
const mostColumns = 10

/** What a column's numbers look like. */
type Filled = {
  column: Column
  /** Its value in each row. */
  values: (number | undefined)[]
  scores: Record<Role, number>
}

/** The best of all ways to give columns these roles. */
export function solveProduct(rows: PlacedRow[], columns: Column[], targets: number[]): Product {
  const shown = rows.slice(0, mostRows)
  const filled = columns
    .flatMap((column) => fill(column, shown) ?? [])
    .sort((a, b) => countOf(b) - countOf(a))
    .slice(0, mostColumns)
    .sort((a, b) => a.column.left - b.column.left)
  const discounts = [undefined, ...filled.filter(({ column }) => mayHoldDiscounts(column))]
  const sums = new Map(filled.map((one) => [one, addsUp(rows, one.column, targets) ? ofSum : 0]))
  const options = [undefined, ...filled]
  let best: Product = {}
  let most = 0
  for (const amount of options)
    for (const quantity of options)
      for (const unitPrice of options) {
        if (isShared([amount, quantity, unitPrice])) continue
        const given =
          (quantity?.scores.quantity ?? 0) +
          (unitPrice?.scores.unitPrice ?? 0) +
          (amount ? amount.scores.amount + (sums.get(amount) ?? 0) : 0)
        for (const discount of quantity && unitPrice && amount ? discounts : [undefined]) {
          if (discount && isShared([discount, amount, quantity, unitPrice])) continue
          const score = given + agreement({ quantity, unitPrice, amount, discount })
          if (score <= most) continue
          most = score
          best = productOf({ quantity, unitPrice, amount, discount })
        }
      }
  return best
}

type Choice = Record<keyof Product, Filled | undefined>

function productOf({ quantity, unitPrice, amount, discount }: Choice): Product {
  return {
    ...(quantity ? { quantity: quantity.column } : {}),
    ...(unitPrice ? { unitPrice: unitPrice.column } : {}),
    ...(amount ? { amount: amount.column } : {}),
    ...(discount ? { discount: discount.column } : {}),
  }
}

function isShared(chosen: (Filled | undefined)[]): boolean {
  const given = chosen.filter((one) => one !== undefined)
  return new Set(given).size < given.length
}

function fill(column: Column, rows: PlacedRow[]): Filled | undefined {
  const tokens = rows.map((row) => numbersIn(row, column).at(0))
  const numbers = tokens.flatMap((token) => token?.number ?? [])
  if (numbers.length === 0) return undefined
  const share = (is: (number: (typeof numbers)[number]) => boolean) =>
    numbers.filter(is).length / numbers.length
  const rates = share(({ unit }) => unit === '%')
  const money = share(({ decimals, unit }) => decimals === 2 || isMoney(unit))
  const priced = share(({ unit }) => isMoney(unit))
  const look = {
    quantity: -4 * rates - 3 * priced - money,
    unitPrice: -4 * rates + money,
    amount: -6 * rates + 2 * money - 1,
  }
  const scoreOf = (role: Role) => (priors[role][column.kind] ?? unlikely) + look[role]
  return {
    column,
    values: tokens.map((token) => token?.number?.value),
    scores: {
      quantity: scoreOf('quantity'),
      unitPrice: scoreOf('unitPrice'),
      amount: scoreOf('amount'),
    },
  }
}

function countOf({ values }: Filled): number {
  return values.filter((value) => value !== undefined).length
}

function isMoney(unit: string): boolean {
  return /^([€$£₹]|rm|eur|usd|gbp|chf)$/i.test(unit)
}

function mayHoldDiscounts({ kind }: Column): boolean {
  return kind === 'discount' || kind === 'other'
}

/** Above 0 when more rows agree than differ. */
function agreement({ quantity, unitPrice, amount, discount }: Choice): number {
  if (!quantity || !unitPrice || !amount) return 0
  let score = discount?.column.kind === 'other' ? -1 : 0
  for (const [row, a] of amount.values.entries()) {
    const [q, p] = [quantity.values[row], unitPrice.values[row]]
    if (q === undefined || p === undefined || a === undefined || a === 0) continue
    const isRight = isProduct(q, p, a) || isProduct(q, p, a, discount?.values[row])
    if (!isRight) score += perDifference
    else score += Math.abs(q) === 1 || Math.abs(p) === 1 ? perAgreement.ofOne : perAgreement.ofMany
  }
  // What heads say stands, however often misread numbers differ.
  return Math.max(score, leastAgreement)
}

function addsUp(rows: PlacedRow[], column: Column, targets: number[]): boolean {
  let sum = 0
  for (const row of rows) sum += numbersIn(row, column).at(0)?.number?.value ?? 0
  return (
    Math.abs(sum) > 0.02 &&
    targets.some((target) => Math.abs(Math.abs(sum) - Math.abs(target)) < 0.02)
  )
}
