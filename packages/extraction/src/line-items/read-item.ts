import type { LineItem } from '@invoice-ml/contracts'
import { formatRate, usualRates } from '../candidates/rates.ts'
import { union } from '../geometry.ts'
import { formatCents } from '../parse/amount.ts'
import { describe } from './describe.ts'
import { type Draft, isWithoutPrice } from './items.ts'
import { formatPrice, formatQuantity } from './numbers.ts'
import type { Room } from './paragraphs.ts'
import type { PlacedRow } from './place.ts'
import { isProduct, numbersIn, type Roles, valueIn } from './roles.ts'

type Values = { quantity?: number; price?: number; amount?: number }

const highestRate = 30
// A quantity of more digits than this many's is seldom passed over.
const mostPassedOver = 100
const confidences = { right: 0.85, unknown: 0.55, wrong: 0.4 } as const

/** The rows of an item → its cells; undefined when they say nothing. */
export function readItem(draft: Draft, roles: Roles, room: Room): LineItem | undefined {
  const { anchor, above, below } = draft
  const description = describe(draft, roles, room)
  const { quantity, price, amount } = valuesOf(draft, roles)
  if (description === '' && (quantity === undefined || price === undefined)) return undefined
  const rate = rateOf(draft, roles)
  const rows = [...above, anchor, ...below].map(({ row }) => row)
  return {
    description,
    ...(quantity === undefined ? {} : { quantity: formatQuantity(quantity) }),
    ...(price === undefined ? {} : { unit_price: formatPrice(price) }),
    ...(rate === undefined ? {} : { vat_rate: formatRate(Math.round(rate * 100)) }),
    ...(amount === undefined ? {} : { amount: formatCents(Math.round(amount * 100)) }),
    page: anchor.row.page,
    bbox: union(rows.map(({ box }) => box)) ?? anchor.row.box,
    confidence: confidenceOf({ quantity, price, amount }, draft),
  }
}

/** Of several prices in a cell ("20,00 − 2,00 = 18,00") the one that makes the amount. A lost decimal mark is put back where only so it does. */
function valuesOf({ anchor, below }: Draft, roles: Roles) {
  const printed = numbersIn(anchor, roles.amount).at(-1)?.number?.value
  const tokens = [anchor, ...below].flatMap((row) => numbersIn(row, roles.unitPrice))
  const prices = tokens.flatMap(({ number }) => (number ? [number] : []))
  const result = tokens.find(({ text }) => /^=/.test(text))?.number
  const price = (result ?? prices.at(0))?.value
  const amount = printed === undefined ? undefined : printed + reductionIn(below, roles)
  const quantity = valueIn(anchor, roles.quantity) ?? passedOver(anchor, { roles, price, amount })
  if (quantity === undefined || amount === undefined || price === undefined)
    return { quantity, price, amount }
  const discount = valueIn(anchor, roles.discount) ?? 0
  const makesAmount = (q: number, p: number) =>
    isProduct(q, p, amount) || isProduct(q, p, amount, discount)
  const fitting = prices.find(({ value }) => makesAmount(quantity, value))
  if (fitting) return { quantity, price: fitting.value, amount }
  if (Number.isInteger(quantity) && makesAmount(quantity / 100, price))
    return { quantity: quantity / 100, price, amount }
  if (Number.isInteger(price) && makesAmount(quantity, price / 100))
    return { quantity, price: price / 100, amount }
  return { quantity, price, amount }
}

type Known = { roles: Roles; price: number | undefined; amount: number | undefined }

/** A quantity that recognition passed over, as it does with single digits: the whole number that makes the amount. */
function passedOver({ row }: PlacedRow, { roles, price, amount }: Known): number | undefined {
  const words = row.segments.flatMap((segment) => segment.words)
  const isRecognised = words.some(({ confidence }) => confidence < 1)
  if (!roles.quantity || !isRecognised || !price || !amount) return undefined
  const quantity = Math.round(amount / price)
  const isSmall = quantity > 0 && quantity < mostPassedOver
  return isSmall && isProduct(quantity, price, amount) ? quantity : undefined
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
  const recognition = Math.min(1, ...words.map(({ confidence }) => confidence))
  return Math.round(confidences[kind] * (0.5 + recognition / 2) * 100) / 100
}
