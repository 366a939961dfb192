import type { LineItem } from '@invoice-ml/contracts'
import { union } from '../geometry.ts'
import type { Row } from '../lines.ts'
import { type DecimalMark, formatCents } from '../parse/amount.ts'
import { normalise } from '../parse/text.ts'
import { isProduct } from './cells.ts'
import { formatPrice, formatQuantity } from './numbers.ts'
import { type Token, tokensOf } from './tokens.ts'
import { totalKind } from './total-rows.ts'

type Listed = {
  rows: Row[]
  name: string
  numbers: Token[]
  amount: number
  /** How many, where that is printed without a price. */
  count?: number
}

const confidence = 0.6
const longestMark = 3
// What is no item wherever in its row it stands: sums, taxes, payments.
const settlement =
  /\b(totale?|totaal|tot|payer|due|paid|pay|payment|cash|change|tend(er)?|round(ing)?|taxe?|gst|vat|tva|mwst|ust|iva|btw|net amt|rendu|especes|carte|card|bar|gegeben|ruckgeld|efectivo|cambio|contanti|resto|wisselgeld|betaald|rechnungs\w+|qty|qte|menge|cant)\b/

/**
 * Items of a list without heads, as receipts have: a name and its amount in a row, or the name in the row above. Only rows right
 * above a total that add up to one of the document's totals are taken.
 *
 * @param targets the document's totals
 */
export function readPlainList(
  rows: Row[],
  mark: DecimalMark | undefined,
  targets: number[],
): LineItem[] {
  const listed: Listed[] = []
  let nameless: Row | undefined
  for (const row of rows) {
    const text = row.segments.map((segment) => segment.text).join(' ')
    if (settlement.test(normalise(text)) || totalKind([text], false)) {
      const items = addingUp(listed, [...targets, ...amountsIn(row, mark)])
      if (items) return withCounts(items).map(toItem)
      nameless = undefined
      continue
    }
    const entry = read(row, tokensOf(row, mark), nameless)
    if (entry) listed.push(entry)
    nameless = entry || !/\p{L}{3}/u.test(text) ? undefined : row
  }
  return []
}

/** What the total itself says may differ from the document's: rounding, a tip, tax on top. */
function amountsIn(row: Row, mark: DecimalMark | undefined): number[] {
  const values = tokensOf(row, mark).flatMap(({ number }) =>
    number?.decimals === 2 ? number.value : [],
  )
  return values.filter((value) => value !== 0)
}

/** A number before every name is how many: "2 Coffee". */
function withCounts(items: Listed[]): Listed[] {
  const counted = items.map((item) => ({
    item,
    match: /^(\d{1,3}(?:[.,]\d{1,3})?)\s+(?=\p{L})(.+)$/u.exec(item.name),
  }))
  if (!counted.every(({ match, item }) => match && !productOf(item.numbers, item.amount)))
    return items
  return counted.map(({ item, match }) => ({
    ...item,
    name: match?.[2] ?? item.name,
    count: Number(match?.[1]?.replace(',', '.')),
  }))
}

function read(row: Row, tokens: Token[], above: Row | undefined): Listed | undefined {
  const end = tokens.findLastIndex(({ number }) => number?.decimals === 2)
  const amount = tokens[end]?.number?.value
  const behind = tokens.slice(end + 1).map(({ text }) => text)
  // Behind an amount stands at most a mark of its tax.
  if (amount === undefined || behind.some((text) => text.length > longestMark)) return undefined
  const before = tokens.slice(0, end)
  const numbers = before.filter(({ number }) => number)
  // The number of an article is no name.
  const own = before.filter(
    ({ text, number }) => !number && /\p{L}{3}/u.test(text) && !/\d/.test(text),
  )
  const isNamed = own.length > 0
  if (!isNamed && (!above || above.page !== row.page)) return undefined
  const name = isNamed
    ? nameOf(before, numbers, amount)
    : (above?.segments ?? []).map(({ text }) => text).join(' ')
  return { rows: isNamed || !above ? [row] : [above, row], name, numbers, amount }
}

/** The words before an amount, without the quantity and the price that make it. */
function nameOf(before: Token[], numbers: Token[], amount: number): string {
  const product = productOf(numbers, amount)
  const factors = product ? new Set([product.quantity, product.price]) : new Set()
  return before
    .filter((token) => !factors.has(token) && !/^(x|@|[|*])$/i.test(token.text))
    .map(({ text }) => text)
    .join(' ')
    .trim()
}

/** The last rows above a total whose amounts add up to one. */
function addingUp(listed: Listed[], targets: number[]): Listed[] | undefined {
  let sum = 0
  for (let start = listed.length - 1; start >= 0; start--) {
    sum += listed[start]?.amount ?? 0
    const isTotal = targets.some((target) => Math.abs(Math.abs(sum) - Math.abs(target)) < 0.005)
    // What is free of charge belongs to it as well.
    if (isTotal && listed[start - 1]?.amount !== 0) return listed.slice(start)
  }
  return undefined
}

function productOf(numbers: Token[], amount: number) {
  for (const [index, quantity] of numbers.entries())
    for (const price of numbers.slice(index + 1)) {
      const [q, p] = [quantity.number?.value, price.number?.value]
      if (q !== undefined && p !== undefined && amount !== 0 && isProduct(q, p, amount))
        return { quantity, price }
    }
  return undefined
}

function toItem({ rows, name, numbers, amount, count }: Listed): LineItem {
  const product = productOf(numbers, amount)
  const quantity = product?.quantity.number?.value ?? count
  const [first] = rows
  return {
    description: name,
    ...(quantity === undefined ? {} : { quantity: formatQuantity(quantity) }),
    ...(product?.price.number ? { unit_price: formatPrice(product.price.number.value) } : {}),
    amount: formatCents(Math.round(amount * 100)),
    page: first?.page ?? 1,
    bbox: union(rows.map(({ box }) => box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    confidence,
  }
}
