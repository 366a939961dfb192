import type { ColumnKind } from './head-wordings.ts'
import type { Column } from './heads.ts'
import type { PlacedRow } from './place.ts'
import type { Token } from './tokens.ts'

/** Which column of a table holds what. */
export type Roles = {
  descriptions: Column[]
  quantity?: Column
  unitPrice?: Column
  amount?: Column
  rate?: Column
  discount?: Column
}

type Priors = Partial<Record<ColumnKind, number>>

// How much a head speaks for a role, against rows in which quantity × price = amount.
const unlikely = -4
const priors: Record<'quantity' | 'unitPrice' | 'amount', Priors> = {
  quantity: { quantity: 2, unit: 0, other: 0, unit_price: -1 },
  unitPrice: { unit_price: 2, other: 0, tax: 0, amount: -0.5, quantity: -1 },
  amount: { amount: 2, gross: 1, unit_price: 0, other: 0, tax: -1 },
}
const perAgreement = 3
const highestRate = 30

/** Weighs heads and arithmetic: the columns whose rows multiply best win, and the heads decide between equals. */
export function solveRoles(rows: PlacedRow[], columns: Column[], targets: number[]): Roles {
  const product = bestProduct(rows, columns) ?? namedColumns(rows, columns, targets)
  const taken = new Set(Object.values(product))
  const free = columns.filter((column) => !taken.has(column))
  const rate = mostOf(free.filter(mayHoldRates), (column) => countRates(rows, column))
  const discount = free.find(({ kind }) => kind === 'discount')
  return {
    ...product,
    ...(rate ? { rate } : {}),
    ...(discount && discount !== rate ? { discount } : {}),
    descriptions: descriptionColumns(rows, free),
  }
}

/** The numbers of a cell that are values of its column. */
export function numbersIn({ cells }: PlacedRow, column: Column | undefined): Token[] {
  if (!column) return []
  const mayBeRates = column.kind === 'tax' || column.kind === 'discount' || column.kind === 'other'
  return (cells.get(column) ?? []).filter(
    ({ number, isCaptioned }) => number && !isCaptioned && (mayBeRates || number.unit !== '%'),
  )
}

/** The first of them. */
export function valueIn(row: PlacedRow, column: Column | undefined): number | undefined {
  return numbersIn(row, column).at(0)?.number?.value
}

/** Whether quantity × price, less a discount in percent, is the amount; up to what rounding takes. */
export function isProduct(quantity: number, price: number, amount: number, discount = 0): boolean {
  const product = Math.abs(quantity * price * (1 - discount / 100))
  const rounding = Number.isInteger(quantity) ? 0 : 0.005 * Math.abs(price)
  return (
    Math.abs(product - Math.abs(amount)) <= 0.011 + Math.min(rounding, 0.001 * Math.abs(amount))
  )
}

type Product = Pick<Roles, 'quantity' | 'unitPrice' | 'amount'>

function bestProduct(rows: PlacedRow[], columns: Column[]): Product | undefined {
  let best: Product | undefined
  let most = 0
  for (const quantity of columns)
    for (const unitPrice of columns)
      for (const amount of columns) {
        if (quantity === unitPrice || quantity === amount || unitPrice === amount) continue
        const score = agreement(rows, { quantity, unitPrice, amount })
        if (score <= most) continue
        most = score
        best = { quantity, unitPrice, amount }
      }
  return best
}

/** Above 0 when more rows agree than differ, with the heads' weights; 0 without a row that agrees. */
function agreement(rows: PlacedRow[], columns: Required<Product>): number {
  const { quantity, unitPrice, amount } = columns
  const prior =
    weigh(priors.quantity, quantity) +
    weigh(priors.unitPrice, unitPrice) +
    weigh(priors.amount, amount)
  if (prior <= unlikely) return 0
  let [agreeing, differing] = [0, 0]
  for (const row of rows) {
    const values = [quantity, unitPrice, amount].map((column) => valueIn(row, column))
    const [q, p, a] = values
    if (q === undefined || p === undefined || a === undefined || a === 0) continue
    if (isProduct(q, p, a)) agreeing++
    else differing++
  }
  return agreeing === 0 ? 0 : perAgreement * agreeing - differing + prior
}

function weigh(prior: Priors, { kind }: Column): number {
  return prior[kind] ?? unlikely
}

/** By heads alone; of several amounts those that add up to a total of the document. */
function namedColumns(rows: PlacedRow[], columns: Column[], targets: number[]): Product {
  const filled = columns.filter((column) => rows.some((row) => numbersIn(row, column).length > 0))
  const quantity = filled.find(({ kind }) => kind === 'quantity')
  const unitPrice = filled.find(({ kind }) => kind === 'unit_price')
  const amounts = filled.filter(({ kind }) => kind === 'amount')
  const all = [...amounts, ...filled.filter(({ kind }) => kind === 'gross')]
  const amount = all.find((column) => addsUp(rows, column, targets)) ?? amounts.at(-1) ?? all.at(-1)
  return {
    ...(quantity ? { quantity } : {}),
    ...(unitPrice ? { unitPrice } : {}),
    ...(amount ? { amount } : {}),
  }
}

function addsUp(rows: PlacedRow[], column: Column, targets: number[]): boolean {
  const sum = rows.reduce((total, row) => total + (valueIn(row, column) ?? 0), 0)
  return targets.some((target) => Math.abs(Math.abs(sum) - Math.abs(target)) < 0.02)
}

function mayHoldRates({ kind }: Column): boolean {
  return kind === 'tax' || kind === 'other'
}

function countRates(rows: PlacedRow[], column: Column): number {
  const cells = rows.map((row) => numbersIn(row, column).at(0)?.number)
  const rates = cells.filter((number) => {
    if (!number || number.value > highestRate || number.value < 0) return false
    return number.unit === '%' || (column.kind === 'tax' && number.unit === '')
  })
  // A column of amounts has small ones too.
  return rates.length * 2 >= cells.filter((number) => number).length ? rates.length : 0
}

/** What is named so; else names in the column of articles; else the column with most letters. */
function descriptionColumns(rows: PlacedRow[], columns: Column[]): Column[] {
  const named = columns.filter(({ kind }) => kind === 'description')
  if (named.length > 0) return named
  const items = columns.filter(({ kind }) => kind === 'item')
  if (items.length > 0) return items
  const wordiest = mostOf(columns, (column) => countLetters(rows, column))
  return wordiest ? [wordiest] : []
}

function countLetters(rows: PlacedRow[], column: Column): number {
  const tokens = rows.flatMap(({ cells }) => cells.get(column) ?? [])
  return tokens.reduce((sum, { text }) => sum + text.replaceAll(/[^\p{L}]/gu, '').length, 0)
}

function mostOf(columns: Column[], count: (column: Column) => number): Column | undefined {
  const counted = columns.map((column) => ({ column, count: count(column) }))
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a), {
    column: undefined,
    count: 0,
  } as {
    column: Column | undefined
    count: number
  })
  return best.column
}
