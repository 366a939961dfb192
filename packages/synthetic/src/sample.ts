import type { DetectorLabel } from '@invoice-ml/contracts'
import type { Box, Word } from '@invoice-ml/extraction'
import { openPdf, openRendering } from '@invoice-ml/vision'
import sharp from 'sharp'
import { drawWithLayout } from './draw-invoice.ts'
import { makeLayout } from './make-layout.ts'
import { createRandom, type Random } from './random.ts'
import { type Capture, capture, recognized } from './scan.ts'
import { projectBox } from './warp.ts'

/** One page of a data set: its picture (JPEG), what stands where, and its words. */
export type Sample = {
  split: 'train' | 'val'
  jpeg: Buffer
  boxes: { label: DetectorLabel; box: Box }[]
  words: Word[]
}

export type SampleOptions = { seed: number; layouts: number; index: number }

/** Longest side of the pictures, in pixels. */
export const longSide = 896
const maxMegapixels = 50

/** Which layout a page shows, and so to which part of the data it goes: no supplier is in both. */
export function planSample({ seed, layouts, index }: SampleOptions): {
  layout: number
  split: 'train' | 'val'
  random: Random
} {
  const random = createRandom(seed, 'sample', index)
  const layout = random.int(0, layouts - 1)
  return { layout, split: layout % 10 === 9 ? 'val' : 'train', random }
}

/** Draws, renders and perhaps spoils one page, with the words and pixels that the reader of documents gives. */
export async function makeSample(options: SampleOptions): Promise<Sample> {
  const { layout: id, split, random } = planSample(options)
  const drawn = await drawWithLayout(random, {
    seed: options.index,
    layout: makeLayout(options.seed, id),
  })
  const page = random.chance(0.5) ? 1 : random.int(1, Math.min(4, drawn.truth.pages))
  const boxes = drawn.truth.boxes
    .filter((box) => box.page === page)
    .map(({ label, x, y, w, h }) => ({ label, box: { x, y, width: w, height: h } }))
  const { words, image } = await readBack(drawn.pdf, page)
  const kind = pickCapture(random)
  if (!kind) return { split, jpeg: await encode(image), boxes, words }
  const { image: spoilt, map } = await capture(random, image, kind)
  return {
    split,
    jpeg: await encode(spoilt),
    boxes: boxes.map(({ label, box }) => ({ label, box: projectBox(map, box) })),
    words: recognized(random, words, map),
  }
}

function pickCapture(random: Random): Capture | undefined {
  const draw = random.next()
  if (draw < 0.5) return undefined
  return draw < 0.8 ? 'scan' : draw < 0.87 ? 'fax' : 'photo'
}

async function readBack(pdf: Uint8Array, page: number) {
  const document = await openPdf(pdf, maxMegapixels)
  const rendering = openRendering(pdf, maxMegapixels)
  try {
    const { words, width, height } = await document.readText(page)
    const image = await rendering.render(page, longSide / Math.max(width, height))
    return { words, image }
  } finally {
    await rendering.close()
    await document.close()
  }
}

async function encode({
  data,
  width,
  height,
  channels,
}: {
  data: Uint8Array
  width: number
  height: number
  channels: 1 | 3
}): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 80 }).toBuffer()
}
