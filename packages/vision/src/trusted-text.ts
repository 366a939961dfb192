import type { Word } from '@invoice-ml/extraction'
import { explainsInk, inkCover } from './ink.ts'
import type { PageSource } from './page-source.ts'
import { judgeText, plausibility } from './text-quality.ts'

/** The words that a file holds for a page, and whether they are what the page shows. */
export type HeldText = {
  words: Word[]
  trust: 'full' | 'doubtful' | 'none'
  /** Whether the page shows a picture and none of the words; undefined where nobody looked. */
  isPictureAlone?: boolean
}

// A page with more words than this is no stamp over a scan, and needs no look at its ink.
const manyWords = 60
export const forInk = { maxDpi: 72, maxPixels: 200_000 }

/** Reads and judges what the file holds for one page; a page of few words is rendered small to see what they explain. */
export async function readHeldText(source: PageSource, number: number): Promise<HeldText> {
  const words = await source.readText(number)
  const verdict = judgeText(words)
  if (verdict !== 'sound') return { words, trust: verdict === 'doubtful' ? 'doubtful' : 'none' }
  if (words.length > manyWords) return { words, trust: 'full' }
  const { image, isPictureAlone } = await source.sketch(number, forInk)
  const cover = await inkCover(image, words)
  return { words, trust: explainsInk(cover) ? 'full' : 'none', isPictureAlone }
}

/** Whether doubtful words of a file make as much sense as those that were recognised in their place, and so are kept. */
export function isBetterAsHeld({ words, trust }: HeldText, recognised: readonly Word[]): boolean {
  return trust === 'doubtful' && plausibility(recognised) <= plausibility(words)
}
