import type { Word } from '@invoice-ml/extraction'
import { advanceWidths } from './glyph-widths.ts'

/** A run of text as pdfjs gives it: `transform` places its origin on the baseline, in PDF units. */
export type TextRun = {
  str: string
  width: number
  transform: number[]
  fontName: string
}

/** The upright page in points, and the matrix from PDF units to it (origin top left, y down). */
export type Upright = { width: number; height: number; transform: number[] }

/** A piece of a run without white space, in points along its own baseline. */
type Piece = {
  text: string
  /** Start on the baseline. */
  x: number
  y: number
  /** Unit vector of the reading direction, and the size of the font. */
  dx: number
  dy: number
  size: number
  length: number
}

// Height of the boxes around a baseline, in font sizes: what capitals and descenders of common fonts need.
const ascent = 0.75
const descent = 0.22
// A smaller gap between two pieces of one baseline, in font sizes, is no space.
const joinGap = 0.12
// Text that is drawn twice to look bold lies no further off than twice this, in font sizes.
const boldOffset = 0.08

/** Runs of a page → its words, in the order of the file. A run may hold several words, a word several runs. */
export function wordsOfRuns(runs: TextRun[], page: Upright, isMonospace: MonospaceTest): Word[] {
  const pieces: Piece[] = []
  const isPrinted = createOverprintTest()
  for (const run of runs) {
    for (const piece of splitRun(run, page, isMonospace(run.fontName))) {
      if (isPrinted(piece)) continue
      const previous = pieces.at(-1)
      if (previous && continues(previous, piece)) pieces[pieces.length - 1] = join(previous, piece)
      else pieces.push(piece)
    }
  }
  return pieces.map((piece) => toWord(piece, page)).filter((word) => word !== undefined)
}

/** Whether a piece was there already, at hardly another place. */
function createOverprintTest(): (piece: Piece) => boolean {
  // By text, the places where it is: those of one cell, or of two that touch, are one.
  const placesOf = new Map<string, Set<string>>()
  return ({ text, x, y, size }) => {
    const [column, row] = [x, y].map((at) => Math.round(at / (boldOffset * size))) as [
      number,
      number,
    ]
    const places = placesOf.get(text)
    if (!places) {
      placesOf.set(text, new Set([`${column} ${row}`]))
      return false
    }
    const isThere = beside.some(([right, down]) => places.has(`${column + right} ${row + down}`))
    places.add(`${column} ${row}`)
    return isThere
  }
}

const beside = [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => [right, down] as const))

type MonospaceTest = (fontName: string) => boolean

function splitRun(run: TextRun, page: Upright, monospace: boolean): Piece[] {
  const [a, b, c, d, e, f] = multiply(page.transform, run.transform)
  const along = Math.hypot(a, b)
  const size = Math.hypot(c, d)
  if (!(along > 0) || !(size > 0) || run.str.trim() === '') return []
  const scale = Math.hypot(page.transform[0] ?? 1, page.transform[1] ?? 0)
  const offsets = advanceWidths(run.str, run.width * scale, monospace)
  const [dx, dy] = [a / along, b / along]
  return [...run.str.matchAll(/\S+/g)].map((match) => {
    const start = offsets[match.index] ?? 0
    const end = offsets[match.index + match[0].length] ?? start
    return {
      text: match[0],
      x: e + dx * start,
      y: f + dy * start,
      dx,
      dy,
      size,
      length: end - start,
    }
  })
}

function continues(left: Piece, right: Piece): boolean {
  const sameDirection = left.dx * right.dx + left.dy * right.dy > 0.99
  if (!sameDirection) return false
  const [x, y] = [right.x - left.x, right.y - left.y]
  const gap = x * left.dx + y * left.dy - left.length
  const offBaseline = Math.abs(y * left.dx - x * left.dy)
  const size = Math.min(left.size, right.size)
  return Math.abs(gap) < joinGap * size && offBaseline < 0.15 * size
}

function join(left: Piece, right: Piece): Piece {
  const start = (right.x - left.x) * left.dx + (right.y - left.y) * left.dy
  return {
    ...left,
    text: left.text + right.text,
    size: Math.max(left.size, right.size),
    length: start + right.length,
  }
}

function toWord(piece: Piece, page: Upright): Word | undefined {
  // Down, seen from the reading direction, with y growing downwards on the page.
  const [ux, uy] = [-piece.dy, piece.dx]
  const corners = [0, piece.length].flatMap((along) =>
    [-ascent, descent].map((down) => ({
      x: (piece.x + piece.dx * along + ux * down * piece.size) / page.width,
      y: (piece.y + piece.dy * along + uy * down * piece.size) / page.height,
    })),
  )
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const [centreX, centreY] = [(left + right) / 2, (top + bottom) / 2]
  // What lies beside the page is not seen by anyone.
  if (!(centreX >= 0 && centreX <= 1 && centreY >= 0 && centreY <= 1)) return undefined
  const [x, y] = [clamp(left), clamp(top)]
  const box = { x, y, width: clamp(right) - x, height: clamp(bottom) - y }
  return { text: piece.text, box, confidence: 1 }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

type Matrix = [number, number, number, number, number, number]

function multiply(m: number[], n: number[]): Matrix {
  const [a, b, c, d, e, f] = [m[0] ?? 1, m[1] ?? 0, m[2] ?? 0, m[3] ?? 1, m[4] ?? 0, m[5] ?? 0]
  const [g, h, i, j, k, l] = [n[0] ?? 1, n[1] ?? 0, n[2] ?? 0, n[3] ?? 1, n[4] ?? 0, n[5] ?? 0]
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ]
}
