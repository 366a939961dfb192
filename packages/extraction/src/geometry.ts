import { largest, smallest } from './extremes.ts'
import type { Box } from './page.ts'

/** The smallest box around all; undefined around none. */
export function union(boxes: Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = smallest(boxes.map((box) => box.x))
  const y = smallest(boxes.map((box) => box.y))
  const end = largest(boxes.map(right))
  const foot = largest(boxes.map(bottom))
  return { x, y, width: end - x, height: foot - y }
}

/** Length that two boxes share from left to right, 0 when they share none. */
export function sharedWidth(a: Box, b: Box): number {
  return Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x))
}

/** Length that two boxes share from top to bottom, 0 when they share none. */
export function sharedHeight(a: Box, b: Box): number {
  return Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))
}

/** Share of `inner` that lies in `outer`, 0 to 1. */
export function containment(inner: Box, outer: Box): number {
  const area = inner.width * inner.height
  return area > 0 ? (sharedWidth(inner, outer) * sharedHeight(inner, outer)) / area : 0
}

export function centreY(box: Box): number {
  return box.y + box.height / 2
}

export function right(box: Box): number {
  return box.x + box.width
}

export function bottom(box: Box): number {
  return box.y + box.height
}
