import { expect, test } from 'vitest'
import { invoicePattern, orderPattern } from './number-patterns.ts'
import { fillPattern } from './patterns.ts'
import { createRandom } from './random.ts'

const numbers = Array.from({ length: 500 }, (_, index) => {
  const random = createRandom('numbers', index)
  const pattern = index % 2 === 0 ? invoicePattern(random) : orderPattern(random)
  return fillPattern(random, pattern, '2024-03-05')
})

test('every number has digits that run, and nothing of its pattern is left over', () => {
  const bad = numbers.filter((number) => !/\d{2}/.test(number) || /YY|MM|#|\s/.test(number))

  expect(bad).toEqual([])
})

test('numbers are made in many ways', () => {
  const ways = new Set(numbers.map((number) => number.replaceAll(/\d/g, '0')))

  expect(ways.size).toBeGreaterThan(200)
})
