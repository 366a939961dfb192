import { expect, test } from 'vitest'
import { boundingBox } from './bounding-box.ts'

const square = { width: 1_000, height: 1_000 }

test('a turned box becomes the upright box around it', () => {
  const drawn = { x: 50, y: 50, width: 20, height: 10, rotation: 90 }

  const box = boundingBox(drawn, square)

  expect(box).toEqual({ x: 0.4, y: 0.5, width: 0.1, height: 0.2 })
})

test('a box keeps its form in pixels when it is turned', () => {
  const drawn = { x: 50, y: 50, width: 20, height: 10, rotation: 90 }

  const box = boundingBox(drawn, { width: 500, height: 1_000 })

  expect(box).toEqual({ x: 0.3, y: 0.5, width: 0.2, height: 0.1 })
})

test('what is beyond the page is cut off', () => {
  const drawn = { x: -5, y: 95, width: 20, height: 10, rotation: 0 }

  const box = boundingBox(drawn, square)

  expect(box).toEqual({ x: 0, y: 0.95, width: 0.15, height: 0.05 })
})
