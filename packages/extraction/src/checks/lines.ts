import type { LineItem } from '@invoice-ml/contracts'
import { formatCents } from '../parse/amount.ts'
import { type Check, verdict } from './check.ts'
import { type Sums, tolerance } from './equation.ts'

const longestText = 40
const namedFaults = 3

/** The lines, each in itself and all together. */
export function checkLines(lines: LineItem[], sums: Sums): Check[] {
  return [...products(lines), ...total(lines, sums)]
}

type Product = { line: string; quantity: string; price: string; amount: string }

/** Quantity × unit price = amount, of the lines that have all three. */
function products(lines: LineItem[]): Check[] {
  const complete = lines.flatMap(
    ({ description, quantity, unit_price, amount }, index): Product[] =>
      quantity === undefined || unit_price === undefined || amount === undefined
        ? []
        : [
            {
              line: `line ${index + 1} "${description.slice(0, longestText)}"`,
              quantity,
              price: unit_price,
              amount,
            },
          ],
  )
  if (complete.length === 0) return []
  const wrong = complete.filter((product) => !isProduct(product))
  const faults = wrong
    .slice(0, namedFaults)
    .map(({ line, quantity, price, amount }) => `${line}: ${quantity} × ${price} ≠ ${amount}`)
  const left = wrong.length - faults.length
  const more = left > 0 ? [`${left} more`] : []
  return [
    verdict('lines.quantity_times_price', wrong.length === 0, {
      // Of no field: a discount on the line is one of many reasons.
      labels: [],
      detail:
        wrong.length === 0
          ? `quantity × unit price = amount on ${complete.length} of ${lines.length} lines`
          : [...faults, ...more].join('; '),
    }),
  ]
}

/** A printed price is rounded to the cent, and so is a quantity that is weighed. */
function isProduct(product: Product): boolean {
  const quantity = Math.abs(Number(product.quantity))
  const price = Math.abs(Number(product.price))
  const rounding = 0.005 * quantity + (Number.isInteger(quantity) ? 0 : 0.005 * price)
  return Math.abs(quantity * price - Math.abs(Number(product.amount))) <= 0.01 + rounding
}

type Target = { name: string; cents: number }

/** What the lines add up to: the net, before a discount and shipping when these are printed below, or the gross. */
function total(lines: LineItem[], sums: Sums): Check[] {
  if (lines.length === 0 || lines.some(({ amount }) => amount === undefined)) return []
  const sum = lines.reduce((cents, { amount }) => cents + Math.round(Number(amount) * 100), 0)
  const distance = ({ cents }: Target) => Math.abs(cents - Math.abs(sum))
  const [closest] = targets(sums).sort((a, b) => distance(a) - distance(b))
  if (!closest) return []
  const passed = distance(closest) <= tolerance + lines.length
  return [
    verdict('totals.lines', passed, {
      labels: ['montant_ht'],
      detail: `sum of ${lines.length} lines ${formatCents(sum)} ${passed ? '=' : '≠'} ${closest.name}`,
    }),
  ]
}

function targets(sums: Sums): Target[] {
  const { montant_ht: net, montant_ttc: gross, remise, frais_port, charges } = sums
  const name = (title: string, cents: number) => `${title} ${formatCents(cents)}`
  const ofGross =
    gross === undefined ? [] : [{ name: name('gross', gross), cents: Math.abs(gross) }]
  if (net === undefined) return ofGross
  const discounts = remise === undefined ? [0] : [0, Math.abs(remise)]
  const none = { title: '', cents: 0 }
  const added = [
    none,
    ...(frais_port === undefined ? [] : [{ title: 'shipping', cents: Math.abs(frais_port) }]),
    ...(charges === undefined ? [] : [{ title: 'charges', cents: Math.abs(charges) }]),
  ]
  const ofNet = discounts.flatMap((discount) =>
    added.map(({ title, cents }) => ({
      name: [
        name('net', net),
        ...(discount === 0 ? [] : [name('+ discount', discount)]),
        ...(cents === 0 ? [] : [name(`− ${title}`, cents)]),
      ].join(' '),
      cents: Math.abs(net) + discount - cents,
    })),
  )
  return [...ofNet, ...ofGross]
}
