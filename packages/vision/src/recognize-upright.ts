import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import {
  findQuarterTurns,
  legibility,
  legible,
  liesOnItsSide,
  type QuarterTurns,
  turn,
} from './orientation.ts'
import type { PageImage } from './pixels.ts'
import type { Recognizer } from './recognizer.ts'
import { lookAgain } from './second-look.ts'
import { skewOf, straighten } from './skew.ts'

/** What the recognizer reads best for its time, on A4; receipts are long and get no more. */
export const forRecognition = { maxDpi: 200, maxPixels: 4_200_000 }

/** What was recognised, on the page turned and straightened so that a person can read it. */
export type Upright = { words: Word[]; image: PageImage; quarterTurns: QuarterTurns }

type Pictures = {
  /** As it came. */
  image: PageImage
  /** Grey, its lines straight. */
  straight: PageImage
  isStraightened: boolean
}

/** Recognises a page however it lies: first as it is most likely read, and otherwise when that makes no sense. */
export async function recognizeUpright(image: PageImage, recognizer: Recognizer): Promise<Upright> {
  const grey = await toGrey(image)
  const straight = await straighten(grey, await skewOf(grey))
  const pictures = { image, straight, isStraightened: straight !== grey }
  const upright = await recognizeAnyWay(pictures, recognizer)
  const read = await turn(straight, upright.quarterTurns)
  return { ...upright, words: await lookAgain(read, upright.words, recognizer) }
}

async function recognizeAnyWay(pictures: Pictures, recognizer: Recognizer): Promise<Upright> {
  const { straight } = pictures
  // Lines that run down the page need a look at both ways of reading them; the others are nearly always upright.
  const first = (await liesOnItsSide(straight)) ? await findQuarterTurns(straight, recognizer) : 0
  const tried = await recognizeTurned(pictures, first, recognizer)
  if (first !== 0 || legibility({ ...tried.image, words: tried.words }) >= legible) return tried
  const second = await findQuarterTurns(straight, recognizer)
  return second === first ? tried : recognizeTurned(pictures, second, recognizer)
}

async function recognizeTurned(
  { image, straight, isStraightened }: Pictures,
  quarterTurns: QuarterTurns,
  recognizer: Recognizer,
): Promise<Upright> {
  const turned = await turn(straight, quarterTurns)
  const words = await recognizer.recognize(turned)
  const isAsItCame = quarterTurns === 0 && !isStraightened
  return { words, image: isAsItCame ? image : turned, quarterTurns }
}

/** How a page lies, without recognising all of it: how far it is askew, then how it is turned. */
export async function positionOf(
  image: PageImage,
  recognizer: Recognizer,
): Promise<{ skew: number; quarterTurns: QuarterTurns }> {
  const grey = await toGrey(image)
  const skew = await skewOf(grey)
  const quarterTurns = await findQuarterTurns(await straighten(grey, skew), recognizer)
  return { skew, quarterTurns }
}

/** Without its colours. */
export async function toGrey({ data, width, height, channels }: PageImage): Promise<PageImage> {
  const grey = sharp(data, { raw: { width, height, channels } }).toColourspace('b-w').raw()
  const result = await grey.toBuffer({ resolveWithObject: true })
  return { data: result.data, width: result.info.width, height: result.info.height, channels: 1 }
}
