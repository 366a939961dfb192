import { bottom, sharedWidth, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box } from '../page.ts'

/** Pieces that stand below each other without a gap: an address, a letterhead. */
export type Block = { page: number; segments: Segment[]; box: Box }

const gapInHeights = 1.6

/** Groups the pieces of a document into blocks of text, in reading order. */
export function findBlocks(rows: Row[]): Block[] {
  const open: Block[] = []
  const all: Block[] = []
  for (const segment of rows.flatMap((row) => row.segments)) {
    const block = open.findLast((candidate) => belongsBelow(segment, candidate))
    if (block) {
      block.segments.push(segment)
      block.box = union([block.box, segment.box]) ?? block.box
    } else {
      const started = { page: segment.page, segments: [segment], box: segment.box }
      open.push(started)
      all.push(started)
      // Blocks far above take nothing more.
      if (open.length > 24) open.shift()
    }
  }
  return all
}

function belongsBelow(segment: Segment, { page, segments }: Block): boolean {
  const last = segments.at(-1)
  if (!last || page !== segment.page || last.row === segment.row) return false
  const height = Math.max(last.box.height, segment.box.height)
  const gap = segment.box.y - bottom(last.box)
  if (gap > gapInHeights * height) return false
  const isAligned = Math.abs(segment.box.x - last.box.x) < 0.02
  const share = sharedWidth(segment.box, last.box) / Math.min(segment.box.width, last.box.width)
  return isAligned || share > 0.6
}
