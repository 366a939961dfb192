import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import { recognizeMissed } from './missed-text.ts'
import {
  findQuarterTurns,
  legibility,
  legible,
  likeliestTurns,
  type QuarterTurns,
  turn,
} from './orientation.ts'
import type { PageImage } from './pixels.ts'
import type { Recognizer } from './recognizer.ts'

/** What was recognised, on the page turned clockwise so that a person can read it. */
export type Upright = { words: Word[]; image: PageImage; quarterTurns: QuarterTurns }

/** Recognises a page however it lies: first as it is most likely read, and otherwise when that makes no sense. */
export async function recognizeUpright(image: PageImage, recognizer: Recognizer): Promise<Upright> {
  const grey = await toGrey(image)
  const upright = await recognizeAnyWay({ image, grey }, recognizer)
  const read = await turn(grey, upright.quarterTurns)
  const missed = await recognizeMissed(read, upright.words, recognizer)
  return { ...upright, words: [...upright.words, ...missed] }
}

async function recognizeAnyWay(
  pictures: { image: PageImage; grey: PageImage },
  recognizer: Recognizer,
): Promise<Upright> {
  const { grey } = pictures
  const [likeliest] = await likeliestTurns(grey)
  // Lines that run down the page need a look at both ways of reading them; the others are nearly always upright.
  const first = likeliest === 0 ? 0 : await findQuarterTurns(grey, recognizer)
  const tried = await recognizeTurned(pictures, first, recognizer)
  if (first !== 0 || legibility({ ...tried.image, words: tried.words }) >= legible) return tried
  const second = await findQuarterTurns(grey, recognizer)
  return second === first ? tried : recognizeTurned(pictures, second, recognizer)
}

async function recognizeTurned(
  { image, grey }: { image: PageImage; grey: PageImage },
  quarterTurns: QuarterTurns,
  recognizer: Recognizer,
): Promise<Upright> {
  const turned = await turn(grey, quarterTurns)
  const words = await recognizer.recognize(turned)
  return { words, image: quarterTurns === 0 ? image : turned, quarterTurns }
}

/** How a page lies, without recognising all of it. */
export async function quarterTurnsOf(
  image: PageImage,
  recognizer: Recognizer,
): Promise<QuarterTurns> {
  return findQuarterTurns(await toGrey(image), recognizer)
}

// Small print is read far better when it is enlarged: of 288 known values on scans 259 instead of 250.
const shortSide = 1500
const maxEnlargement = 2
const maxPixels = 6_000_000

export async function toGrey({ data, width, height, channels }: PageImage): Promise<PageImage> {
  const factor = Math.min(
    maxEnlargement,
    shortSide / Math.min(width, height),
    Math.sqrt(maxPixels / (width * height)),
  )
  const grey = sharp(data, { raw: { width, height, channels } }).toColourspace('b-w')
  const enlarged =
    factor > 1 ? grey.resize({ width: Math.round(width * factor), kernel: 'cubic' }) : grey
  const result = await enlarged.raw().toBuffer({ resolveWithObject: true })
  return { data: result.data, width: result.info.width, height: result.info.height, channels: 1 }
}
