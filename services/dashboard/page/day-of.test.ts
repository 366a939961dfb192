import { expect, test } from 'vitest'
import { dayOf } from './day-of.ts'

test.each([
  ['15/01/2026', '2026-01-15'],
  ['2026-01-15', '2026-01-15'],
  ['15 janvier 2026', '2026-01-15'],
  ['31/02/2026', undefined],
  ['2026', undefined],
  ['hier', undefined],
  ['', undefined],
])('%j is the day %s', (typed, expected) => {
  expect(dayOf(typed)).toBe(expected)
})
