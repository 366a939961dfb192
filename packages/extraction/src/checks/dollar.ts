import { type Check, verdict } from './check.ts'

/** That nothing contradicts whose dollar the amounts are in. Nobody sees that in the amounts, so a person is asked. */
export function checkDollar(currency: string | undefined, doubt: string | undefined): Check[] {
  if (currency === undefined || doubt === undefined) return []
  const detail = `${doubt}; the amounts were taken to be in ${currency}`
  return [
    { ...verdict('currency.dollar', false, { labels: ['devise'], detail }), demandsReview: true },
  ]
}
