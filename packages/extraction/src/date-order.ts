import type { KnownOrder } from './candidates/dates.ts'
import type { NamedCurrency } from './currency.ts'
import type { DateOrder } from './parse/date.ts'

// English that is paid in these, or in nothing that is named, comes from where months come first, or not.
const writtenInBothOrders = new Set<string | undefined>(['USD', 'CAD', undefined])

/** What comes first in dates: what they show; else what is usual where the currency is from, if nothing contradicts that. */
export function dateOrder(
  told: DateOrder | undefined,
  { language, currency }: { language: string; currency: NamedCurrency | undefined },
): KnownOrder {
  if (told || language !== 'en') return { order: told ?? 'day-first', isGuessed: false }
  const isDoubted = currency?.doubt !== undefined
  const isAmerican = currency?.code === 'USD' && !isDoubted
  return {
    order: isAmerican ? 'month-first' : 'day-first',
    isGuessed: isDoubted || writtenInBothOrders.has(currency?.code),
  }
}
