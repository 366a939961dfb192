import sharp from 'sharp'
import type { PageImage } from './pixels.ts'

// Scans and photos by hand lie so far askew, in degrees; more is another layout.
const mostSkew = 10
// A recognizer follows less than this by itself.
const leastSkew = 0.4
const coarseStep = 0.5
const fineStep = 0.1
const side = 900
const mostPoints = 40_000
const edgeShare = 0.12
// Longer than the strokes of letters: 8 mm of A4, in pixels.
const longestStroke = 24
// Straight lines of text stand out from the page by so much more than at other angles.
const clearness = 1.15

/** A page of at most `side` pixels: 1 where it is darker than the paper around, 0 elsewhere. */
type Mask = { data: Uint8Array; width: number; height: number }

/** Ink of a page: where it is, in pixels of a picture of at most `side` pixels. */
type Ink = { xs: Float32Array; ys: Float32Array; width: number; height: number }

/**
 * How far a grey page is turned clockwise from where its lines run along or down it, in degrees from -10 to 10; 0 when it is
 * straight enough, or nothing tells. After Postl (1986): at the right angle, rows of ink and of paper alternate most.
 */
export async function skewOf(image: PageImage): Promise<number> {
  const ink = inkOf(await darkPixels(image))
  if (ink.xs.length < 200) return 0
  const straight = Math.max(...alternations(ink, 0))
  const [coarse] = best(range(-mostSkew, mostSkew, coarseStep), ink)
  const [angle, score] = best(range(coarse - coarseStep, coarse + coarseStep, fineStep), ink)
  const isClear = score > straight * clearness && Math.abs(angle) < mostSkew
  return isClear && Math.abs(angle) >= leastSkew ? angle : 0
}

/** Turns a grey page so that its lines run straight, on paper that is as much larger as it needs. */
export async function straighten(image: PageImage, skew: number): Promise<PageImage> {
  if (skew === 0) return image
  const { data, width, height, channels } = image
  const result = await sharp(data, { raw: { width, height, channels } })
    .rotate(-skew, { background: 'white' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: result.data, width: result.info.width, height: result.info.height, channels: 1 }
}

function range(from: number, to: number, step: number): number[] {
  return Array.from(
    { length: Math.round((to - from) / step) + 1 },
    (_, index) => from + index * step,
  )
}

function best(angles: number[], ink: Ink): [angle: number, score: number] {
  // Lines run along the page or down it: the same angle is looked for both ways.
  const scored = angles.map((angle): [number, number] => [
    angle,
    Math.max(...alternations(ink, angle)),
  ])
  return scored.reduce((top, one) => (one[1] > top[1] ? one : top))
}

/** How much the rows of a grey page alternate between ink and paper, and how much its columns do: the more, the more like text. */
export async function alternationOf(image: PageImage): Promise<{ rows: number; columns: number }> {
  const [rows, columns] = alternations(inkOf(inner(withoutRules(await darkPixels(image)))), 0)
  return { rows, columns }
}

/** Without the margins, where the edges of the paper look like lines. */
function inner(mask: Mask): Mask {
  const { data, width, height } = mask
  const isInner = (at: number, length: number) =>
    at > edgeShare * length && at < (1 - edgeShare) * length
  return {
    ...mask,
    data: data.map((dark, at) =>
      isInner(at % width, width) && isInner(Math.floor(at / width), height) ? dark : 0,
    ),
  }
}

/** Without rules and bars, which stand straight whichever way the text runs. */
function withoutRules(mask: Mask): Mask {
  const { width, height } = mask
  const data = mask.data.slice()
  for (let y = 0; y < height; y += 1) eraseLongRuns(mask.data, data, y * width, 1, width)
  for (let x = 0; x < width; x += 1) eraseLongRuns(mask.data, data, x, width, height)
  return { ...mask, data }
}

function eraseLongRuns(
  from: Uint8Array,
  into: Uint8Array,
  start: number,
  step: number,
  count: number,
): void {
  let length = 0
  for (let index = 0; index <= count; index += 1) {
    if (index < count && from[start + index * step] === 1) {
      length += 1
      continue
    }
    for (let back = 1; length > longestStroke && back <= length; back += 1)
      into[start + (index - back) * step] = 0
    length = 0
  }
}

/** The same once the page is turned back by an angle, whatever its shape. */
function alternations({ xs, ys, width, height }: Ink, angle: number): [number, number] {
  const slope = Math.tan((angle * Math.PI) / 180)
  return [
    alternation(ys, xs, -slope, height, width) / (height * width ** 2),
    alternation(xs, ys, slope, width, height) / (width * height ** 2),
  ]
}

function alternation(
  across: Float32Array,
  along: Float32Array,
  slope: number,
  length: number,
  reach: number,
): number {
  const shift = Math.max(0, -slope * reach)
  const bins = new Float32Array(Math.ceil(length + Math.abs(slope) * reach) + 2)
  for (let index = 0; index < across.length; index += 1) {
    const at = ((across[index] ?? 0) + slope * (along[index] ?? 0) + shift) | 0
    bins[at] = (bins[at] ?? 0) + 1
  }
  let sum = 0
  for (let row = 1; row < bins.length; row += 1)
    sum += ((bins[row] ?? 0) - (bins[row - 1] ?? 0)) ** 2
  return sum
}

/** Pixels that are darker than the paper around them. */
async function darkPixels(image: PageImage): Promise<Mask> {
  const raw = { width: image.width, height: image.height, channels: image.channels }
  const small = await sharp(image.data, { raw })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = small.info
  const paper = await sharp(small.data, { raw: { width, height, channels: 1 } })
    .blur(12)
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const data = small.data.map((value, at) => (value < (paper[at] ?? 255) - 25 ? 1 : 0))
  return { data: Uint8Array.from(data), width, height }
}

/** Where the ink is; one in so many where there is much. */
function inkOf({ data, width, height }: Mask): Ink {
  const dark = [...data.keys()].filter((at) => data[at] === 1)
  const step = Math.max(1, Math.ceil(dark.length / mostPoints))
  const kept = dark.filter((_, index) => index % step === 0)
  return {
    xs: Float32Array.from(kept, (at) => at % width),
    ys: Float32Array.from(kept, (at) => Math.floor(at / width)),
    width,
    height,
  }
}
