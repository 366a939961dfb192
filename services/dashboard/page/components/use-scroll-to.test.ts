import { expect, test } from 'vitest'
import { scrollFor } from './use-scroll-to.ts'

test.each([
  ['in sight', 150, 20, 100],
  ['beyond the end', 500, 20, 400],
  ['half in sight', 390, 20, 290],
  ['before the beginning', 20, 20, 0],
  ['longer than the sight', 500, 400, 500],
])('a box that is %s is shown whole, or its beginning', (_where, at, length, expected) => {
  const scroll = scrollFor({ at, length }, { at: 100, length: 300 })

  expect(scroll).toBe(expected)
})
