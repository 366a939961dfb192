import type { Word } from '@invoice-ml/extraction'
import type { PageImage } from './pixels.ts'
import type { Recognizer } from './recognizer.ts'

/** A part of a page that holds a piece of one text line, in pixels. */
export type Strip = { left: number; top: number; width: number; height: number }

/**
 * Words in parts of a grey page, strip by strip, with their boxes on the page: the strips are stacked into one narrow
 * picture and recognised there at once.
 */
export async function readStrips(
  image: PageImage,
  strips: readonly Strip[],
  recognizer: Pick<Recognizer, 'recognizeBlock'>,
): Promise<Word[][]> {
  const result = strips.map((): Word[] => [])
  if (strips.length === 0) return result
  const { mosaic, tops } = stack(image, strips)
  for (const word of await recognizer.recognizeBlock(mosaic)) {
    const x = word.box.x * mosaic.width
    const y = word.box.y * mosaic.height
    const middle = y + (word.box.height * mosaic.height) / 2
    const index = tops.findLastIndex((top) => top <= middle)
    const [strip, top] = [strips[index], tops[index]]
    if (!strip || top === undefined) continue
    const box = {
      x: (strip.left + Math.max(0, x - margin)) / image.width,
      y: Math.max(0, strip.top + y - top) / image.height,
      width: (word.box.width * mosaic.width) / image.width,
      height: (word.box.height * mosaic.height) / image.height,
    }
    const isOnPage = box.x + box.width <= 1 && box.y + box.height <= 1
    if (isOnPage) result[index]?.push({ ...word, box })
  }
  return result
}

const margin = 12

/** The strips one below the other, each on the colour of its paper, and where each begins. */
function stack(image: PageImage, strips: readonly Strip[]): { mosaic: PageImage; tops: number[] } {
  const width = Math.max(...strips.map((strip) => strip.width)) + 2 * margin
  const height = strips.reduce((sum, strip) => sum + strip.height + margin, margin)
  const data = Buffer.alloc(width * height, 255)
  const tops: number[] = []
  let top = margin
  for (const strip of strips) {
    tops.push(top)
    const rows = Array.from({ length: strip.height }, (_, row) => {
      const start = (strip.top + row) * image.width + strip.left
      return image.data.subarray(start, start + strip.width)
    })
    const paper = rows.reduce((brightest, row) => Math.max(brightest, ...row), 0)
    data.fill(paper, (top - margin / 2) * width, (top + strip.height + margin / 2) * width)
    for (const [row, pixels] of rows.entries()) data.set(pixels, (top + row) * width + margin)
    top += strip.height + margin
  }
  return { mosaic: { data, width, height, channels: 1 }, tops }
}
