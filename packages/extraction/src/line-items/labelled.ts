import type { LineItem } from '@invoice-ml/contracts'
import { formatRate } from '../candidates/rates.ts'
import { union } from '../geometry.ts'
import type { Row } from '../lines.ts'
import { type DecimalMark, formatCents } from '../parse/amount.ts'
import { type ColumnKind, headKind } from './head-wordings.ts'
import { formatPrice, formatQuantity, parseNumber } from './numbers.ts'

type Entry = { rows: Row[]; values: Map<ColumnKind, string> }

const confidence = 0.75
const highestRate = 30

/** Items that a page lists value by value, each behind its caption: "Description: Lamp", "Quantity: 2", one below the other. */
export function readLabelled(rows: Row[], mark: DecimalMark | undefined): LineItem[] {
  const entries: Entry[] = []
  for (const row of rows) {
    const [, caption, value] = /^([^:]{2,40}?)\s*:\s*(\S.*)$/.exec(textOf(row)) ?? []
    const kind = caption && headKind(caption)
    if (!kind || !value) continue
    if (kind === 'description') entries.push({ rows: [], values: new Map() })
    const entry = entries.at(-1)
    if (!entry || entry.values.has(kind)) continue
    entry.values.set(kind, value)
    entry.rows.push(row)
  }
  return entries.flatMap((entry) => toItem(entry, mark) ?? [])
}

function textOf({ segments }: Row): string {
  return segments.map(({ text }) => text).join(' ')
}

/** An item says how much of it there is or what one costs; else its captions are of something else. */
function toItem({ rows, values }: Entry, mark: DecimalMark | undefined): LineItem | undefined {
  const numberOf = (kind: ColumnKind) => parseNumber(values.get(kind) ?? '', mark)?.value
  const [quantity, price, amount] = [
    numberOf('quantity'),
    numberOf('unit_price'),
    numberOf('amount'),
  ]
  const rate = numberOf('tax')
  const [first] = rows
  if (!first || amount === undefined || (quantity === undefined && price === undefined))
    return undefined
  return {
    description: values.get('description') ?? '',
    ...(quantity === undefined ? {} : { quantity: formatQuantity(quantity) }),
    ...(price === undefined ? {} : { unit_price: formatPrice(price) }),
    ...(rate === undefined || rate > highestRate ? {} : { vat_rate: formatRate(rate * 100) }),
    amount: formatCents(Math.round(amount * 100)),
    page: first.page,
    bbox: union(rows.filter(({ page }) => page === first.page).map(({ box }) => box)) ?? first.box,
    confidence,
  }
}
