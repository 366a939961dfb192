import { expect, test } from 'vitest'
import { beginsRound, nextAfter, readWaiting } from './review-round.ts'

const pages = ['abc', 'def', 'ghi']

/** Of the pages above, by their place. */
async function readPage(cursor = '0') {
  const index = Number(cursor)
  const next = index + 1 < pages.length ? String(index + 1) : undefined
  return { ids: [...(pages[index] ?? '')], next }
}

test.each([
  ['', 'abc'],
  ['abd', 'cefabd'],
  ['abcdefghi', 'abcdefghi'],
])('whoever has passed %j over is given %s', async (skipped, expected) => {
  const waiting = await readWaiting(readPage, new Set(skipped), 2)

  expect(waiting.join('')).toBe(expected)
})

test.each([
  ['a', '', 'b'],
  ['a', 'b', 'c'],
  ['c', 'ab', 'a'],
  ['a', 'abc', 'b'],
])('after %s comes, with %j passed over, %s', (current, skipped, expected) => {
  const next = nextAfter(current, ['a', 'b', 'c'], new Set(skipped))

  expect(next).toBe(expected)
})

test('after the only one comes none', () => {
  expect(nextAfter('a', ['a'], new Set())).toBeUndefined()
})

test.each([
  ['a', 'abc', true],
  ['a', 'ab', false],
  ['c', 'ab', false],
])(
  'whoever comes to %s with %j passed over begins another round: %s',
  (opened, skipped, expected) => {
    const isNew = beginsRound(opened, ['a', 'b', 'c'], new Set(skipped))

    expect(isNew).toBe(expected)
  },
)

test('as long as nobody knows what waits, what was passed over stays so', () => {
  expect(beginsRound('a', undefined, new Set('a'))).toBe(false)
})
