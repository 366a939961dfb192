import { expect, test } from 'vitest'
import { movedBox, startOf } from './moved-box.ts'

const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.02 }

test.each([
  ['ArrowRight', false, { x: 0.105 }],
  ['ArrowUp', false, { y: 0.195 }],
  ['ArrowRight', true, { width: 0.305 }],
  ['ArrowUp', true, { height: 0.015 }],
])('%s moves the box, or sizes it with Shift: %s', (key, shiftKey, change) => {
  const moved = movedBox(box, { key, shiftKey })

  const rounded = Object.entries(moved ?? {}).map(([side, at]) => [side, Number(at.toFixed(6))])
  expect(Object.fromEntries(rounded)).toEqual({ ...box, ...change })
})

test.each([
  [{ ...box, x: 0 }, 'ArrowLeft', false],
  [{ ...box, x: 0.5, width: 0.5 }, 'ArrowRight', true],
  [{ ...box, height: 0.005 }, 'ArrowUp', true],
])('no box leaves the page or vanishes: %#', (atEdge, key, shiftKey) => {
  const moved = movedBox(atEdge, { key, shiftKey })

  expect(moved).toEqual(atEdge)
})

test('other keys do nothing to it', () => {
  expect(movedBox(box, { key: 'a', shiftKey: false })).toBeUndefined()
})

test('a box begins where the field stands, and amidst a page that it is not on', () => {
  expect(startOf({ page: 2, bbox: box }, 2)).toBe(box)
  expect(startOf({ page: 2, bbox: box }, 1)).toMatchObject({ y: 0.48 })
})

test('two fields that stand nowhere begin at two boxes, so that one drawing is told from the other', () => {
  const nowhere = { page: undefined, bbox: undefined }

  expect(startOf(nowhere, 1)).toEqual(startOf(nowhere, 1))
  expect(startOf(nowhere, 1)).not.toBe(startOf(nowhere, 1))
})
