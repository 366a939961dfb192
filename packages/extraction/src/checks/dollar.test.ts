import { expect, test } from 'vitest'
import { checkDollar } from './dollar.ts'

test('what contradicts the dollar is told, with the currency that was taken', () => {
  expect(checkDollar('CAD', 'HST is charged as in Canada, but a sum is said to be in USD')).toEqual(
    [
      {
        id: 'currency.dollar',
        passed: false,
        detail:
          'HST is charged as in Canada, but a sum is said to be in USD; the amounts were taken to be in CAD',
        labels: ['devise'],
        demandsReview: true,
      },
    ],
  )
})

test('where nothing contradicts it, or there is no currency, nothing is checked', () => {
  expect(checkDollar('CAD', undefined)).toEqual([])
  expect(checkDollar(undefined, 'HST is charged')).toEqual([])
})
