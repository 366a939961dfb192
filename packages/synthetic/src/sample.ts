import type { DetectorLabel } from '@invoice-ml/contracts'
import type { Box, Word } from '@invoice-ml/extraction'
import { openPdf, openRendering } from '@invoice-ml/vision'
import sharp from 'sharp'
import { drawWithLayout } from './draw-invoice.ts'
import { makeLayout } from './make-layout.ts'
import type { Language } from './places.ts'
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

/** How varied the pages are: to measure what variety is worth, it can be taken away. */
export type Variety = {
  /** Suppliers, each with a look of its own. */
  layouts: number
  /** Only suppliers who write in one of these; all six when absent. */
  languages?: readonly Language[] | undefined
  /** Half of the pages are spoilt as scans, faxes and photos; none when `clean`. */
  clean?: boolean | undefined
}

export type SampleOptions = Variety & { seed: number; index: number }

/** Longest side of the pictures, in pixels. */
export const longSide = 896
const maxMegapixels = 50
/** Layouts that are looked at before none of the wanted languages is believed to be there. */
const mostTries = 1000

/**
 * Which layout a page shows, and so to which part of the data it goes: no supplier is in both.
 *
 * @throws Error when no layout writes in one of the languages.
 */
export function planSample({ seed, layouts, languages, index }: SampleOptions): {
  layout: number
  split: 'train' | 'val'
  random: Random
} {
  const random = createRandom(seed, 'sample', index)
  const layout = pickLayout(random, { seed, layouts, languages })
  return { layout, split: layout % 10 === 9 ? 'val' : 'train', random }
}

function pickLayout(
  random: Random,
  { seed, layouts, languages }: Pick<SampleOptions, 'seed' | 'layouts' | 'languages'>,
): number {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const layout = random.int(0, layouts - 1)
    if (!languages || languages.includes(makeLayout(seed, layout).language)) return layout
  }
  throw new Error(`None of ${layouts} layouts writes in ${languages?.join(' or ')}`)
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
  const kind = options.clean ? undefined : pickCapture(random)
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
