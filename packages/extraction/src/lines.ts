import { centreY, right, sharedHeight, union } from './geometry.ts'
import type { Box, Page, Word } from './page.ts'

/** Words of one row that stand close together: what a person reads as one piece. */
export type Segment = {
  /** Number of the page, from 1. */
  page: number
  /** Position of its row among all rows of the document. */
  row: number
  text: string
  box: Box
  words: Word[]
}

/** Everything on one height of a page, left to right. */
export type Row = { page: number; index: number; box: Box; segments: Segment[] }

// A wider gap than this, in heights of the words, parts two pieces of a row.
const gapInHeights = 1.1

/** The rows of all pages, in reading order. Skew is followed from word to word. */
export function readRows(pages: Page[]): Row[] {
  const rows: Row[] = []
  for (const page of pages) {
    for (const words of groupIntoRows(page.words)) {
      const box = union(words.map((word) => word.box))
      if (!box) continue
      const index = rows.length
      rows.push({ page: page.number, index, box, segments: splitRow(words, page, index) })
    }
  }
  return rows
}

function groupIntoRows(words: Word[]): Word[][] {
  const rows: { last: Box; words: Word[] }[] = []
  const sorted = words.filter((word) => word.text.trim() !== '').sort((a, b) => a.box.x - b.box.x)
  for (const word of sorted) {
    const row = bestRow(rows, word.box)
    if (row) {
      row.words.push(word)
      row.last = word.box
    } else rows.push({ last: word.box, words: [word] })
  }
  return rows.map((row) => row.words).sort((a, b) => meanCentre(a) - meanCentre(b))
}

function bestRow(rows: { last: Box; words: Word[] }[], box: Box) {
  let best: { last: Box; words: Word[] } | undefined
  let bestShare = 0.5
  for (const row of rows) {
    const share = sharedHeight(row.last, box) / Math.min(row.last.height, box.height)
    if (share > bestShare) {
      best = row
      bestShare = share
    }
  }
  return best
}

function meanCentre(words: Word[]): number {
  return words.reduce((sum, word) => sum + centreY(word.box), 0) / words.length
}

function splitRow(words: Word[], page: Page, row: number): Segment[] {
  const groups: Word[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const previous = group?.at(-1)
    if (group && previous && isClose(previous, word, page)) group.push(word)
    else groups.push([word])
  }
  return groups.map((group) => ({
    page: page.number,
    row,
    text: group.map((word) => word.text).join(' '),
    box: union(group.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words: group,
  }))
}

function isClose(left: Word, next: Word, page: Page): boolean {
  const gap = (next.box.x - right(left.box)) * page.width
  const height = Math.max(left.box.height, next.box.height) * page.height
  return gap < gapInHeights * height
}
