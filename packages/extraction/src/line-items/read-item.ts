import type { LineItem } from '@invoice-ml/contracts'
import { formatRate, usualRates } from '../candidates/rates.ts'
import { smallest } from '../extremes.ts'
import { union } from '../geometry.ts'
import { formatCents } from '../parse/amount.ts'
import { isProduct, numbersIn, valueIn } from './cells.ts'
import { describe } from './describe.ts'
import type { ColumnKind } from './head-wordings.ts'
import { type Draft, isWithoutPrice } from './items.ts'
import { formatPrice, formatQuantity } from './numbers.ts'
import type { Room } from './paragraphs.ts'
import type { PlacedRow } from './place.ts'
import { type Factor, repairProduct } from './repair-product.ts'
import type { Roles } from './roles.ts'
import type { Token } from './tokens.ts'

type Values = { quantity?: number; price?: number; amount?: number }

const highestRate = 30
const priceUnit = /(?<![\d.,])10{1,3}(?![\d.,])/g
const ofOtherNumbers: ReadonlySet<ColumnKind> = new Set(['position', 'code', 'item', 'tax'])
const confidences = { right: 0.85, unknown: 0.55, wrong: 0.4 } as const

/** How a table prints its items: the room for their descriptions, and the decimals of their quantities. */
export type Manner = { room: Room; quantityDecimals: ReadonlySet<number> }

/** The rows of an item → its cells; undefined when they say nothing. */
export function readItem(
  draft: Draft,
  roles: Roles,
  { room, quantityDecimals }: Manner,
): LineItem | undefined {
  const { anchor, above, below } = draft
  const { description, details } = describe(draft, roles, room)
  const { quantity, price, amount } = valuesOf(draft, roles, quantityDecimals)
  if (description === '' && (quantity === undefined || price === undefined)) return undefined
  const rate = rateOf(draft, roles)
  const rows = [...above, anchor, ...below].map(({ row }) => row)
  return {
    description,
    ...(details === undefined ? {} : { details }),
    ...(quantity === undefined ? {} : { quantity: formatQuantity(quantity) }),
    ...(price === undefined ? {} : { unit_price: formatPrice(price) }),
    ...(rate === undefined ? {} : { vat_rate: formatRate(Math.round(rate * 100)) }),
    ...(amount === undefined ? {} : { amount: formatCents(Math.round(amount * 100)) }),
    page: anchor.row.page,
    bbox: union(rows.map(({ box }) => box)) ?? anchor.row.box,
    confidence: confidenceOf({ quantity, price, amount }, draft),
  }
}

/** Of several prices in a cell ("20,00 − 2,00 = 18,00") the one that makes the amount; all of them as they fit together. */
function valuesOf({ anchor, below }: Draft, roles: Roles, quantityDecimals: ReadonlySet<number>) {
  const quantity = factorOf(numbersIn(anchor, roles.quantity).at(0))
  const printed = factorOf(numbersIn(anchor, roles.amount).at(-1))
  const reduction = reductionIn(below, roles)
  const amount = printed && { ...printed, value: printed.value + reduction }
  const discount = valueIn(anchor, roles.discount) ?? 0
  const tokens = [anchor, ...below].flatMap((row) => numbersIn(row, roles.unitPrice))
  const prices = tokens.flatMap((token) => factorOf(token) ?? [])
  const isFitting = ({ value }: Factor) =>
    quantity !== undefined &&
    amount !== undefined &&
    (isProduct(quantity.value, value, amount.value) ||
      isProduct(quantity.value, value, amount.value, discount))
  const result = factorOf(tokens.find(({ text }) => /^=/.test(text)))
  const price = prices.find(isFitting) ?? result ?? prices.at(0)
  const columns = [quantity || roles.quantity, price || roles.unitPrice, amount || roles.amount]
  const values = { quantity: quantity?.value, price: price?.value, amount: amount?.value }
  // A table that has no such column lacks nothing.
  if (!columns.every((column) => column) || reduction !== 0) return values
  return repairProduct(
    { quantity, price, amount },
    {
      isRecognised: isRecognised(anchor),
      discount,
      quantityDecimals,
      priceUnits: priceUnitsIn(anchor, roles),
    },
  )
}

/** Of 10, 100 and 1000 those that stand in the row beside its values and names, or in the head of its prices. */
function priceUnitsIn(row: PlacedRow, roles: Roles): Set<number> {
  const { quantity, unitPrice, amount, rate, discount, descriptions } = roles
  const others = new Set([quantity, amount, rate, discount, ...descriptions])
  const [price] = numbersIn(row, unitPrice)
  const beside = [...row.cells]
    .filter(([column]) => !others.has(column) && !ofOtherNumbers.has(column.kind))
    .flatMap(([, tokens]) => tokens.filter((token) => token !== price && !/%/.test(token.text)))
  const said = [...beside, ...(unitPrice ? [unitPrice] : [])]
  return new Set(said.flatMap(({ text }) => text.match(priceUnit) ?? []).map(Number))
}

function factorOf(token: Token | undefined): Factor | undefined {
  if (!token?.number) return undefined
  const { value, decimals } = token.number
  return { value, decimals, digits: token.text.replaceAll(/\D/g, '') }
}

function isRecognised({ row }: PlacedRow): boolean {
  return row.segments.some(({ words }) => words.some(({ confidence }) => confidence < 1))
}

/** What is printed below an item without a name of its own, with a minus: it comes off the amount. */
function reductionIn(rows: PlacedRow[], roles: Roles): number {
  if (!roles.quantity || !roles.unitPrice) return 0
  const values = rows
    .filter((row) => isWithoutPrice(row, roles))
    .map((row) => valueIn(row, roles.amount) ?? 0)
  return values.filter((value) => value < 0).reduce((sum, value) => sum + value, 0)
}

/** The rate of an item in percent. One without its decimal mark is read as the usual rate with these digits. */
function rateOf({ anchor }: Draft, roles: Roles): number | undefined {
  const rate = valueIn(anchor, roles.rate)
  if (rate === undefined || rate < 0) return undefined
  if (rate <= highestRate) return rate
  return usualRates.has(rate * 10) ? rate / 10 : undefined
}

function confidenceOf(
  { quantity, price, amount }: Record<keyof Values, number | undefined>,
  draft: Draft,
) {
  const isComplete = quantity !== undefined && price !== undefined && amount !== undefined
  const kind = !isComplete ? 'unknown' : isProduct(quantity, price, amount) ? 'right' : 'wrong'
  const words = draft.anchor.row.segments.flatMap((segment) => segment.words)
  const recognition = smallest([1, ...words.map(({ confidence }) => confidence)])
  return Math.round(confidences[kind] * (0.5 + recognition / 2) * 100) / 100
}
