import { expect, test } from 'vitest'
import { largest, smallest } from './extremes.ts'

test('the extremes of more values than a call takes arguments are found', () => {
  const values = Array.from({ length: 200_000 }, (_, index) => index - 100_000)

  expect([smallest(values), largest(values)]).toEqual([-100_000, 99_999])
})

test('where there are no values, the extremes are those of Math', () => {
  expect([smallest([]), largest([])]).toEqual([Math.min(), Math.max()])
})
