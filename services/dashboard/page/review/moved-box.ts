import type { Box } from '@invoice-ml/contracts'

// About a millimetre of a sheet, which two hundred presses cross.
const step = 0.005

/** Where a box begins that nobody has drawn yet: amidst the page, as large as a word. */
const amidst: Box = { x: 0.4, y: 0.48, width: 0.2, height: 0.02 }

type Standing = { page: number | undefined; bbox: Box | undefined }

/**
 * Where a person begins to draw the box of a field: where it stands on this page, if it does. An object of its own for each
 * drawing, though many begin amidst the page.
 */
export function startOf({ page, bbox }: Standing, shownPage: number): Box {
  return page === shownPage && bbox !== undefined ? bbox : { ...amidst }
}

/**
 * The box after an arrow key: moved by a step, or with Shift wider, narrower, lower or higher by one, within the page.
 * Undefined for any other key.
 */
export function movedBox(
  { x, y, width, height }: Box,
  { key, shiftKey }: { key: string; shiftKey: boolean },
): Box | undefined {
  const arrow = arrows[key]
  if (arrow === undefined) return undefined
  const [right, down] = arrow
  if (shiftKey)
    return {
      x,
      y,
      width: between(step, width + right, 1 - x),
      height: between(step, height + down, 1 - y),
    }
  return { x: between(0, x + right, 1 - width), y: between(0, y + down, 1 - height), width, height }
}

const arrows: Record<string, [right: number, down: number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
}

function between(least: number, value: number, most: number): number {
  return Math.max(Math.min(value, most), least)
}
