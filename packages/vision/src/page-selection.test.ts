import { expect, test } from 'vitest'
import { selectPages } from './page-selection.ts'

test.each([
  [undefined, [1, 2, 3, 4, 5]],
  ['2', [2]],
  ['1-3,5', [1, 2, 3, 5]],
  ['4, 2-3 ,2', [2, 3, 4]],
  ['4-99', [4, 5]],
])('%s selects %j of five pages', (pages, expected) => {
  expect(selectPages(pages, 5, 10)).toEqual(expected)
})

test.each(['9', '3-2', 'x', ''])('"%s" selects nothing and says so', (pages) => {
  expect(() => selectPages(pages, 5, 10)).toThrow(
    expect.objectContaining({ code: 'no-page-selected' }),
  )
})

test('more pages than the limit are refused', () => {
  expect(() => selectPages(undefined, 51, 50)).toThrow(
    expect.objectContaining({ code: 'too-many-pages' }),
  )
})

test('a few pages of a document above the limit are read', () => {
  expect(selectPages('9000-9001', 10_000, 50)).toEqual([9000, 9001])
})

test('an absurd range is refused without being walked', () => {
  expect(() => selectPages('1-999999999', 999_999_999, 50)).toThrow(
    expect.objectContaining({ code: 'too-many-pages' }),
  )
})
