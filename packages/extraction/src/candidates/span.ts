import { right, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box, Word } from '../page.ts'

/** A run of words of one segment that may be a value. */
export type Span = {
  page: number
  row: number
  segment: Segment
  /** Position of its first word in the segment. */
  start: number
  words: Word[]
  text: string
  box: Box
}

/** Words `start` to `start + count` of a segment. */
export function spanOf(segment: Segment, start: number, count: number): Span {
  const words = segment.words.slice(start, start + count)
  return {
    page: segment.page,
    row: segment.row,
    segment,
    start,
    words,
    text: words.map((word) => word.text).join(' '),
    box: union(words.map((word) => word.box)) ?? segment.box,
  }
}

/** Every segment of some rows. */
export function segmentsOf(rows: Row[]): Segment[] {
  return rows.flatMap((row) => row.segments)
}

/** The lowest confidence of its words: a value is as sure as its weakest part. */
export function recognitionOf(words: Word[]): number {
  return words.reduce((lowest, word) => Math.min(lowest, word.confidence), 1)
}

/** Whether b begins right of a's end. */
export function isRightOf(a: Box, b: Box): boolean {
  return b.x >= right(a) - 0.005
}
