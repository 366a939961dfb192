import { isProduct } from './cells.ts'

/** A printed number: what it reads as, its digits, and how many of them stand behind a mark. */
export type Factor = { value: number; digits: string; decimals: number }

/** Quantity, price and amount of an item; what is not printed is absent. */
export type Factors = {
  quantity?: Factor | undefined
  price?: Factor | undefined
  amount?: Factor | undefined
}
type Values = Record<keyof Factors, number | undefined>
type Reading = { role: keyof Factors; value: number; distance: number }

type Circumstances = {
  /** Whether the words were recognised, so that a digit may be wrong or missing. */
  isRecognised: boolean
  /** In percent. */
  discount: number
  /** How many decimals the quantities of the table print. */
  quantityDecimals: ReadonlySet<number>
  /** What the row or the head prints that the price may be for: 100 in "12,00 per 100". */
  priceUnits: ReadonlySet<number>
}

const mostDecimals = { quantity: 3, price: 2, amount: 2 } as const
// Decimals.
const usualDecimals = { quantity: [0, 1, 2, 3], price: [0, 2], amount: [0, 2] }
const mostPassedOver = 100

/**
 * Quantity × price = amount, where exactly one of them can be read so that it holds: with a decimal mark put back, one digit
 * read otherwise, or one number that recognition passed over. As printed where none or several can.
 */
export function repairProduct(factors: Factors, circumstances: Circumstances): Values {
  const values = {
    quantity: factors.quantity?.value,
    price: factors.price?.value,
    amount: factors.amount?.value,
  }
  const { isRecognised, discount } = circumstances
  const { quantity, price, amount } = values
  if (quantity !== undefined && price !== undefined && amount !== undefined) {
    const holds = isProduct(quantity, price, amount) || isProduct(quantity, price, amount, discount)
    if (holds || amount === 0) return values
  }
  const possible = (['quantity', 'price', 'amount'] as const).flatMap(
    (role) => implied(role, values, discount) ?? [],
  )
  // Where the price is for several, the product of what is printed says nothing.
  const isForSeveral = possible.some(
    ({ role, value }) => role === 'quantity' && isOfUnits(quantity, value, circumstances),
  )
  if (isForSeveral) return values
  const readings = possible
    .map(({ role, value }) => {
      const ways = waysToPrint(role, circumstances)
      return { role, value, distance: distanceOf(factors[role], { value, role, ways }) }
    })
    .filter(({ distance }) => distance <= (isRecognised ? 1 : 0))
    .sort((a, b) => a.distance - b.distance)
  const [best, next] = readings
  if (!best || next?.distance === best.distance) return values
  return { ...values, [best.role]: best.value }
}

/** Whether a printed quantity is as many times the implied one as the price is for. */
function isOfUnits(
  printed: number | undefined,
  implied: number,
  { priceUnits }: Circumstances,
): boolean {
  return printed !== undefined && priceUnits.has(Math.round(printed / implied))
}

/** What the other two make of it. */
function implied(
  role: keyof Factors,
  { quantity, price, amount }: Values,
  discount: number,
): Omit<Reading, 'distance'> | undefined {
  const rest = 1 - discount / 100
  const value =
    role === 'amount'
      ? times(quantity, price, rest)
      : role === 'price'
        ? over(amount, quantity, rest)
        : over(amount, price, rest)
  if (value === undefined) return undefined
  const rounded = Number(value.toFixed(role === 'amount' ? 2 : mostDecimals[role]))
  // Amounts are rounded; a quantity or a price that needs rounding is none.
  return role === 'amount' || Math.abs(rounded - value) < 1e-6
    ? { role, value: rounded }
    : undefined
}

function times(a: number | undefined, b: number | undefined, rest: number): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b * rest
}

function over(a: number | undefined, b: number | undefined, rest: number): number | undefined {
  return a === undefined || !b || rest === 0 ? undefined : a / (b * rest)
}

/** With how many decimals a number without a mark may have been meant. */
function waysToPrint(role: keyof Factors, circumstances: Circumstances): number[] {
  if (role !== 'quantity') return usualDecimals[role]
  const { isRecognised, quantityDecimals } = circumstances
  // No mark of a text is lost, unless those who print it lose it.
  return usualDecimals.quantity.filter(
    (decimals) => decimals === 0 || isRecognised || quantityDecimals.has(decimals),
  )
}

type Value = { value: number; role: keyof Factors; ways: number[] }

/** How many digits differ, in whichever way the value may be printed; 1 where nothing is printed. */
function distanceOf(printed: Factor | undefined, { value, role, ways }: Value): number {
  if (!printed) return role !== 'quantity' || isSmallCount(value) ? 1 : Number.POSITIVE_INFINITY
  if (value < 0 !== printed.value < 0) return Number.POSITIVE_INFINITY
  // A mark that is printed is where it is.
  const possible = printed.decimals > 0 ? [printed.decimals] : ways
  const exact = possible.filter(
    (decimals) => Math.abs(Number(value.toFixed(decimals)) - value) < 1e-9,
  )
  return Math.min(
    ...exact.map((decimals) =>
      edits(printed.digits, value.toFixed(decimals).replaceAll(/\D/g, '')),
    ),
  )
}

function isSmallCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < mostPassedOver
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const [left = 0, above = 0, before = 0] = [next[j - 1], row[j], row[j - 1]]
      next.push(Math.min(left + 1, above + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
