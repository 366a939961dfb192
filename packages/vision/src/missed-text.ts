import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import type { PageImage } from './pixels.ts'
import type { Strip } from './strips.ts'

// Height of a word after reduction, in pixels: enough to see what is text, little to look through.
const wordHeight = 8
const maxStrips = 40
const minWords = 5

/**
 * Places of a grey page that the recognizer passed over: it drops table rows and columns that stand alone. They look like
 * pieces of text lines and lie in none of the words; from top to bottom.
 */
export async function findMissed(image: PageImage, words: readonly Word[]): Promise<Strip[]> {
  const heights = words.map(({ box }) => box.height * image.height).sort((a, b) => a - b)
  const typical = heights[heights.length >> 1]
  if (typical === undefined || heights.length < minWords) return []
  const factor = Math.min(1, wordHeight / typical)
  const mask = await inkMask(image, factor)
  const [scaleX, scaleY] = [image.width / mask.width, image.height / mask.height]
  for (const { box } of words) erase(mask, box)
  const pad = Math.ceil(typical / 4)
  return components(mask)
    .filter(looksLikeText)
    .slice(0, maxStrips)
    .map(({ left, top, right, bottom }) => {
      const x = Math.max(0, Math.floor(left * scaleX) - pad)
      const y = Math.max(0, Math.floor(top * scaleY) - pad)
      return {
        left: x,
        top: y,
        width: Math.min(image.width, Math.ceil((right + 1) * scaleX) + pad) - x,
        height: Math.min(image.height, Math.ceil((bottom + 1) * scaleY) + pad) - y,
      }
    })
}

type Mask = { data: Uint8Array; width: number; height: number }

// Ink is clearly darker than the paper around it, whatever the light.
async function inkMask({ data, width, height }: PageImage, factor: number): Promise<Mask> {
  const reduced = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize({ width: Math.max(1, Math.round(width * factor)), kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const size = { width: reduced.info.width, height: reduced.info.height }
  const around = await sharp(reduced.data, { raw: { ...size, channels: 1 } })
    .blur(wordHeight)
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const mask = new Uint8Array(size.width * size.height)
  for (let index = 0; index < mask.length; index += 1)
    mask[index] = (reduced.data[index] ?? 0) < (around[index] ?? 0) * 0.85 - 8 ? 1 : 0
  return { data: mask, ...size }
}

function erase({ data, width, height }: Mask, box: Word['box']): void {
  const left = Math.max(0, Math.floor(box.x * width) - 1)
  const right = Math.min(width, Math.ceil((box.x + box.width) * width) + 1)
  const top = Math.max(0, Math.floor(box.y * height) - 1)
  const bottom = Math.min(height, Math.ceil((box.y + box.height) * height) + 1)
  for (let row = top; row < bottom; row += 1) data.fill(0, row * width + left, row * width + right)
}

type Component = { left: number; top: number; right: number; bottom: number; ink: number }

// Letters of a line hang together over gaps up to this many pixels, lines do not.
const maxGap = 5

/** Groups of ink, from top to bottom. */
function components({ data, width, height }: Mask): Component[] {
  const found: Component[] = []
  const pending: number[] = []
  for (let start = 0; start < data.length; start += 1) {
    if (data[start] !== 1) continue
    const group = { left: width, top: height, right: 0, bottom: 0, ink: 0 }
    pending.push(start)
    data[start] = 2
    for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
      const [x, y] = [cell % width, Math.floor(cell / width)]
      group.left = Math.min(group.left, x)
      group.right = Math.max(group.right, x)
      group.top = Math.min(group.top, y)
      group.bottom = Math.max(group.bottom, y)
      group.ink += 1
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        const last = Math.min(width - 1, x + maxGap)
        for (let column = Math.max(0, x - maxGap); column <= last; column += 1) {
          const next = row * width + column
          if (data[next] !== 1) continue
          data[next] = 2
          pending.push(next)
        }
      }
    }
    found.push(group)
  }
  return found
}

// As high as a word, wider than high, and neither a rule nor a picture.
function looksLikeText({ left, top, right, bottom, ink }: Component): boolean {
  const [width, height] = [right - left + 1, bottom - top + 1]
  const density = ink / (width * height)
  return (
    height >= wordHeight * 0.55 &&
    height <= wordHeight * 2.5 &&
    width >= height * 0.8 &&
    density > 0.12 &&
    density < 0.75
  )
}
