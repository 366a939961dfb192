import { largest, smallest } from '../extremes.ts'
import { right } from '../geometry.ts'
import type { Box, Word } from '../page.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'

/** A line of a description: its text, where it stands and the first of its words. */
export type NameLine = { text: string; box: Box; first: Word }

/** How far the lines of a column of descriptions reach: their ends, and where the next column begins. */
export type Room = { ends: number[]; nextLeft: number }

// Small print, in heights of the name above it. Recognised words vary more among themselves.
const smallPrint = 0.93
// At most, between what a column has room for and the next column's words; in characters.
const columnGap = 6
// Of a column of descriptions, in widths of the page.
const leastWidth = 0.05

/** What the descriptions of a table leave free on their right. Rows without an amount may reach over other columns. */
export function measureRoom(anchors: PlacedRow[], { descriptions }: Roles): Room {
  const ends: number[] = []
  const others: number[][] = []
  let left = Number.POSITIVE_INFINITY
  for (const { cells } of anchors)
    for (const [column, tokens] of cells) {
      const boxes = tokens.map(({ box }) => box)
      if (descriptions.includes(column)) {
        ends.push(largest(boxes.map(right)))
        left = smallest([left, ...boxes.map(({ x }) => x)])
      } else others.push([column.left, ...boxes.map(({ x }) => x)])
    }
  return { ends, nextLeft: smallest([1, ...others.flat().filter((x) => x > left + leastWidth)]) }
}

/**
 * The lines of the first paragraph: a line goes on where the next word had no room any more. What follows after a break that
 * was not needed, or in smaller print, says more about what the first paragraph names.
 */
export function firstParagraph(lines: NameLine[], room: Room): NameLine[] {
  const end = lines.findIndex((line, index) => {
    const next = lines[index + 1]
    return next !== undefined && (isSmaller(next, lines[0]) || hasRoom(line, next, room))
  })
  return end < 0 ? lines : lines.slice(0, end + 1)
}

function isSmaller(line: NameLine, name: NameLine | undefined): boolean {
  return name !== undefined && line.first.box.height < smallPrint * name.first.box.height
}

/** Whether the first word of the next line had room at the end of this one. */
function hasRoom({ box, text }: NameLine, next: NameLine, { ends, nextLeft }: Room): boolean {
  const space = box.width / Math.max(1, text.length)
  const needed = right(box) + space + next.first.box.width
  const longest = largest([0, ...ends.filter((end) => end !== right(box))])
  return needed < longest + 0.3 * space || needed < nextLeft - columnGap * space
}
