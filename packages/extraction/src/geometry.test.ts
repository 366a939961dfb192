import { expect, test } from 'vitest'
import { containment, sharedHeight, sharedWidth, union } from './geometry.ts'

const left = { x: 0, y: 0, width: 0.4, height: 0.2 }

test('a union reaches around all its boxes', () => {
  const box = union([left, { x: 0.5, y: 0.5, width: 0.25, height: 0.25 }])

  expect(box).toEqual({ x: 0, y: 0, width: 0.75, height: 0.75 })
})

test('a union takes as many boxes as there are words in a document', () => {
  const box = union(Array.from({ length: 200_000 }, () => left))

  expect(box).toEqual(left)
})

test('there is no box around nothing', () => {
  expect(union([])).toBeUndefined()
})

test('boxes apart share nothing', () => {
  const apart = { x: 0.6, y: 0.6, width: 0.1, height: 0.1 }

  expect([sharedWidth(left, apart), sharedHeight(left, apart), containment(apart, left)]).toEqual([
    0, 0, 0,
  ])
})

test('containment is the share of the inner box, whatever the size of the outer', () => {
  const half = { x: 0.2, y: 0, width: 0.4, height: 0.2 }

  expect(containment(half, left)).toBeCloseTo(0.5)
  expect(containment(left, { x: 0, y: 0, width: 1, height: 1 })).toBeCloseTo(1)
})

test('a box without an area is in nothing', () => {
  expect(containment({ x: 0.1, y: 0.1, width: 0, height: 0.1 }, left)).toBe(0)
})
