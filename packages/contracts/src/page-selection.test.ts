import { expect, test } from 'vitest'
import { ExtractForm } from './operations.ts'
import { pageSelectionPattern } from './page-selection.ts'

test.each(['1', '1-3', '1-3,5', ' 2 , 4 - 6 ', '999999'])('« %s » selects pages', (text) => {
  expect(ExtractForm.safeParse({ pages: text }).success).toBe(true)
})

test.each(['', '0', '-1', '1-', '1,,2', '1;2', 'all', '1.5', '1-2-3', '1000000'])(
  '« %s » selects none',
  (text) => {
    expect(ExtractForm.safeParse({ pages: text }).success).toBe(false)
  },
)

test('a selection of more than a hundred parts is refused', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1).join(',')

  expect(pageSelectionPattern.test(hundred)).toBe(true)
  expect(pageSelectionPattern.test(`${hundred},101`)).toBe(false)
})
