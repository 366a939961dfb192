import { expect, test } from 'vitest'
import {
  type Corners,
  invert,
  type Pixels,
  project,
  projectBox,
  projectionOnto,
  warp,
} from './warp.ts'

const corners: Corners = [
  { x: 0.1, y: 0.05 },
  { x: 0.92, y: 0.11 },
  { x: 0.97, y: 0.9 },
  { x: 0.04, y: 0.96 },
]

test('the corners of the page go where they are told, and back', () => {
  const map = projectionOnto(corners)

  const [first, , third] = [project(map, { x: 0, y: 0 }), undefined, project(map, { x: 1, y: 1 })]
  const back = project(invert(map), project(map, { x: 0.3, y: 0.7 }))

  expect(first.x).toBeCloseTo(0.1)
  expect(third.y).toBeCloseTo(0.9)
  expect(back.x).toBeCloseTo(0.3)
  expect(back.y).toBeCloseTo(0.7)
})

test('what is drawn in a box is inside the moved box after the page was moved', () => {
  const map = projectionOnto(corners)
  const box = { x: 0.3, y: 0.4, width: 0.2, height: 0.1 }
  const page = paintedPage(box)

  const moved = warp(page, map, 255)

  const found = extentOf(moved)
  const expected = projectBox(map, box)
  expect(Math.abs(found.left - expected.x)).toBeLessThan(0.01)
  expect(Math.abs(found.top - expected.y)).toBeLessThan(0.01)
  expect(Math.abs(found.right - expected.x - expected.width)).toBeLessThan(0.01)
  expect(Math.abs(found.bottom - expected.y - expected.height)).toBeLessThan(0.01)
})

const size = { width: 300, height: 400 }

/** White, with the box in black. */
function paintedPage(box: { x: number; y: number; width: number; height: number }): Pixels {
  const data = new Uint8Array(size.width * size.height).fill(255)
  for (
    let row = Math.round(box.y * size.height);
    row < Math.round((box.y + box.height) * size.height);
    row += 1
  )
    data.fill(
      0,
      row * size.width + Math.round(box.x * size.width),
      row * size.width + Math.round((box.x + box.width) * size.width),
    )
  return { data, ...size, channels: 1 }
}

/** The smallest box around everything dark. */
function extentOf({ data, width, height }: Pixels) {
  const dark = [...data.keys()].filter((index) => (data[index] ?? 255) < 128)
  const columns = dark.map((index) => index % width)
  const rows = dark.map((index) => Math.floor(index / width))
  return {
    left: Math.min(...columns) / width,
    right: (Math.max(...columns) + 1) / width,
    top: Math.min(...rows) / height,
    bottom: (Math.max(...rows) + 1) / height,
  }
}
