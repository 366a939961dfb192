import type { Box, Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import type { PageImage } from './pixels.ts'
import { tokenId } from './tokens.ts'

/** Where a page lies inside the model's input, in its pixels: as large as it fits, centred. */
export type Letterbox = {
  width: number
  height: number
  left: number
  top: number
  pageWidth: number
  pageHeight: number
}

/** Pixels of the input for each cell of the grid of tokens, in both directions. */
export const tokenStride = 4

const grey = 114

/** Fits a page of any size (only its ratio counts) into `width` × `height` pixels. */
export function letterbox(
  page: { width: number; height: number },
  { width, height }: { width: number; height: number },
): Letterbox {
  const scale = Math.min(width / page.width, height / page.height)
  const pageWidth = Math.max(1, Math.round(page.width * scale))
  const pageHeight = Math.max(1, Math.round(page.height * scale))
  const left = Math.floor((width - pageWidth) / 2)
  const top = Math.floor((height - pageHeight) / 2)
  return { width, height, left, top, pageWidth, pageHeight }
}

/** The page as [3, height, width] floats from 0 to 1, in RGB or grey in all three; plain grey around it. */
export async function imageTensor(
  image: PageImage,
  frame: Letterbox,
  seesGrey: boolean,
): Promise<Float32Array> {
  const { width, height, channels } = image
  const pixels = await sharp(image.data, { raw: { width, height, channels } })
    // The kernel with which the trainer reduces its pages.
    .resize({ width: frame.pageWidth, height: frame.pageHeight, fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .extend({
      left: frame.left,
      top: frame.top,
      right: frame.width - frame.left - frame.pageWidth,
      bottom: frame.height - frame.top - frame.pageHeight,
      background: { r: grey, g: grey, b: grey },
    })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { data, info } = pixels
  const plane = frame.width * frame.height
  const tensor = new Float32Array(3 * plane)
  const isColoured = info.channels === 3
  if (isColoured && !seesGrey) {
    for (let channel = 0; channel < 3; channel += 1)
      for (let index = 0; index < plane; index += 1)
        tensor[channel * plane + index] = (data[index * 3 + channel] ?? 0) / 255
    return tensor
  }
  for (let index = 0; index < plane; index += 1)
    tensor[index] = (isColoured ? luma(data, index * 3) : (data[index * info.channels] ?? 0)) / 255
  // A grey image is its own red, green and blue.
  tensor.copyWithin(plane, 0, plane)
  tensor.copyWithin(2 * plane, 0, plane)
  return tensor
}

/** The grey of a pixel after ITU-R BT.601, as Pillow makes it for the trainer; 0 to 255. */
function luma(data: Buffer, at: number): number {
  const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
  return (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16
}

/** The words as [height / 4, width / 4] identifiers: each cell that a word's box touches holds it, the last word wins. */
export function tokenTensor(words: readonly Word[], frame: Letterbox): Int32Array {
  const columns = Math.floor(frame.width / tokenStride)
  const rows = Math.floor(frame.height / tokenStride)
  const tensor = new Int32Array(columns * rows)
  for (const { text, box } of words) {
    const token = tokenId(text)
    const [left, right] = cells(box.x, box.width, frame.left, frame.pageWidth, columns)
    const [top, bottom] = cells(box.y, box.height, frame.top, frame.pageHeight, rows)
    for (let row = top; row <= bottom; row += 1) {
      tensor.fill(token, row * columns + left, row * columns + right + 1)
    }
  }
  return tensor
}

// First and last cell that a stretch of the page touches; at least one.
function cells(start: number, length: number, offset: number, size: number, count: number) {
  const first = Math.floor((offset + start * size) / tokenStride)
  const last = Math.ceil((offset + (start + length) * size) / tokenStride) - 1
  const clamp = (cell: number) => Math.min(count - 1, Math.max(0, cell))
  return [clamp(first), clamp(Math.max(first, last))] as const
}

/** A rectangle of the model's input, given by two corners in its pixels → a box on the page, cut at its edges. */
export function boxOnPage(corners: [number, number, number, number], frame: Letterbox): Box {
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const [x0, y0, x1, y1] = corners
  const left = clamp((x0 - frame.left) / frame.pageWidth)
  const right = clamp((x1 - frame.left) / frame.pageWidth)
  const top = clamp((y0 - frame.top) / frame.pageHeight)
  const bottom = clamp((y1 - frame.top) / frame.pageHeight)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
