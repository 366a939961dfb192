import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import type { PageImage } from './pixels.ts'

/** Cells of a page, a hundred to its width and to its height: how many hold ink inside and outside the words. */
export type InkCover = { covered: number; uncovered: number }

const cells = 100
// A cell with less contrast than this is paper, or a shade behind text.
const minContrast = 70

/** Where a page holds ink, and how much of it the words explain. Lines and frames count little, being thin. */
export async function inkCover(image: PageImage, words: readonly Word[]): Promise<InkCover> {
  const inked = await inkedCells(image)
  const known = new Uint8Array(cells * cells)
  for (const { box } of words) {
    const [left, right] = [cellOf(box.x) - 1, cellOf(box.x + box.width) + 1]
    const [top, bottom] = [cellOf(box.y) - 1, cellOf(box.y + box.height) + 1]
    for (let row = Math.max(0, top); row <= Math.min(cells - 1, bottom); row += 1) {
      known.fill(1, row * cells + Math.max(0, left), row * cells + Math.min(cells - 1, right) + 1)
    }
  }
  const covered = inked.filter((cell) => known[cell]).length
  return { covered, uncovered: inked.length - covered }
}

/**
 * Whether the words explain what is seen: not a header, a stamp or a page number over a scan. Much of a page may be logos
 * and lines, so ink without words must outweigh the ink with them.
 */
export function explainsInk({ covered, uncovered }: InkCover): boolean {
  return uncovered < 150 || uncovered < 2 * covered
}

/** Whether there is nothing to recognise on a page. */
export async function isBlank(image: PageImage): Promise<boolean> {
  return (await inkedCells(image)).length === 0
}

function cellOf(fraction: number): number {
  return Math.min(cells - 1, Math.floor(fraction * cells))
}

async function inkedCells({ data, width, height, channels }: PageImage): Promise<number[]> {
  const side = cells * 4
  const grey = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: side, height: side, fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const inked: number[] = []
  for (let cell = 0; cell < cells * cells; cell += 1) {
    const [row, column] = [Math.floor(cell / cells), cell % cells]
    let darkest = 255
    let brightest = 0
    for (let y = row * 4; y < row * 4 + 4; y += 1) {
      for (let x = column * 4; x < column * 4 + 4; x += 1) {
        const value = grey[y * side + x] ?? 255
        if (value < darkest) darkest = value
        if (value > brightest) brightest = value
      }
    }
    if (brightest - darkest >= minContrast) inked.push(cell)
  }
  return inked
}
