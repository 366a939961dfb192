import type { Box, PageWords } from '@invoice-ml/contracts'

type Word = PageWords['words'][number]

/** The words below a box in reading order, a space between them; empty when there are none. */
export function readBox(words: Word[], box: Box): string {
  const below = words.filter(({ bbox }) => isWithin(centreOf(bbox), box))
  const lines: Word[][] = []
  for (const word of below.toSorted((a, b) => centreOf(a.bbox).y - centreOf(b.bbox).y)) {
    const line = lines.at(-1)
    const last = line?.[0]
    if (line && last && isOnLineOf(word, last)) line.push(word)
    else lines.push([word])
  }
  return lines
    .map((line) =>
      line
        .toSorted((a, b) => a.bbox.x - b.bbox.x)
        .map(({ text }) => text)
        .join(' '),
    )
    .join(' ')
}

type Point = { x: number; y: number }

function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

function isWithin({ x, y }: Point, box: Box): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}

function isOnLineOf(word: Word, other: Word): boolean {
  const distance = Math.abs(centreOf(word.bbox).y - centreOf(other.bbox).y)
  return distance < Math.min(word.bbox.height, other.bbox.height) / 2
}
