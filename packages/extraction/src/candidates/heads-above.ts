import { right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'

const farAboveInHeights = 2.5
// In characters; what is longer is no caption.
const longest = 80

/**
 * What stands right above each piece of a row, in its column: a caption, when it is short and holds no number of its own; else
 * nothing. Both rows are sorted, so they are gone along once.
 */
export function headsAbove({ page, segments }: Row, above: Row | undefined): string[] {
  if (above?.page !== page) return segments.map(() => '')
  const heads = above.segments.values()
  let head = heads.next().value
  return segments.map(({ box }) => {
    while (head && right(head.box) <= box.x) head = heads.next().value
    const isNear = box.y - above.box.y < farAboveInHeights * box.height
    return head && isNear && head.box.x < right(box) ? captionIn(head) : ''
  })
}

function captionIn({ text }: Segment): string {
  return text.length > longest || /\d/.test(text) ? '' : normalise(text)
}
