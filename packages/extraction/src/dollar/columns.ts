import { right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'

// What lies below more than these is no caption of each.
const mostBelow = 8

/** Each piece of a row with those of the next that stand right below it. Both rows are gone along once, left to right. */
export function columnsOf(upper: Row | undefined, lower: Row | undefined): [Segment, Segment][] {
  if (!upper || upper.page !== lower?.page) return []
  const { segments } = lower
  let first = 0
  return upper.segments.flatMap((head) => {
    while (first < segments.length && isLeftOf(segments[first], head)) first++
    const next = segments.slice(first, first + mostBelow)
    return next
      .filter(({ box }) => box.x < right(head.box) && right(box) > head.box.x)
      .map((value): [Segment, Segment] => [head, value])
  })
}

function isLeftOf(segment: Segment | undefined, { box }: Segment): boolean {
  return segment !== undefined && right(segment.box) <= box.x
}
