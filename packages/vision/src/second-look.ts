import type { Word } from '@invoice-ml/extraction'
import { findMissed } from './missed-text.ts'
import type { PageImage } from './pixels.ts'
import type { Recognizer } from './recognizer.ts'
import { readStrips, type Strip } from './strips.ts'

// Of words that are surer than this, a second look in another language changes next to none for the better.
const doubtfulBelow = 0.9
const maxDoubtful = 60
/** A word that was passed over counts from this confidence on. */
const minConfidence = 0.4

/**
 * Words of a grey page after a second look, in all languages, at what was doubtful and what was passed over at the first.
 */
export async function lookAgain(
  image: PageImage,
  words: readonly Word[],
  recognizer: Recognizer,
): Promise<Word[]> {
  const doubtful = doubtfulRuns(words).slice(0, maxDoubtful)
  const missed = await findMissed(image, words)
  const strips = [...doubtful.map((run) => stripAround(run, image)), ...missed]
  const found = await readStrips(image, strips, recognizer)
  const improved = new Map<Word, Word[]>()
  for (const [index, run] of doubtful.entries()) {
    const again = found[index] ?? []
    if (!isBetter(again, run)) continue
    for (const [place, word] of run.entries()) improved.set(word, place === 0 ? again : [])
  }
  const known = words.flatMap((word) => improved.get(word) ?? [word])
  const added = found
    .slice(doubtful.length)
    .flat()
    .filter((word) => word.confidence >= minConfidence && !isKnown(word.box, [...words, ...known]))
  return [...known, ...added]
}

/** Words that follow each other on a line and are all doubtful; what has no letter or digit is no word to read again. */
function doubtfulRuns(words: readonly Word[]): Word[][] {
  const runs: Word[][] = []
  let previous: Word | undefined
  for (const word of words) {
    const isDoubtful = word.confidence < doubtfulBelow && /[\p{L}\p{N}]/u.test(word.text)
    if (isDoubtful && previous && isNextTo(previous, word)) runs.at(-1)?.push(word)
    else if (isDoubtful) runs.push([word])
    previous = isDoubtful ? word : undefined
  }
  return runs
}

function isNextTo({ box: left }: Word, { box: right }: Word): boolean {
  const overlap = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y)
  const gap = right.x - left.x - left.width
  return (
    overlap > Math.min(left.height, right.height) / 2 && gap > -left.height && gap < 3 * left.height
  )
}

function stripAround(run: readonly Word[], { width, height }: PageImage): Strip {
  const left = Math.min(...run.map(({ box }) => box.x)) * width
  const top = Math.min(...run.map(({ box }) => box.y)) * height
  const right = Math.max(...run.map(({ box }) => box.x + box.width)) * width
  const bottom = Math.max(...run.map(({ box }) => box.y + box.height)) * height
  const pad = Math.ceil((bottom - top) / 4)
  const [x, y] = [Math.max(0, Math.floor(left) - pad), Math.max(0, Math.floor(top) - pad)]
  return {
    left: x,
    top: y,
    width: Math.min(width, Math.ceil(right) + pad) - x,
    height: Math.min(height, Math.ceil(bottom) + pad) - y,
  }
}

/** Surer, and about as long: a part of what is printed may be read surely as well. */
function isBetter(again: readonly Word[], before: readonly Word[]): boolean {
  const [later, earlier] = [certainty(again), certainty(before)]
  return later.mean > earlier.mean && later.letters >= 0.8 * earlier.letters
}

function certainty(words: readonly Word[]): { mean: number; letters: number } {
  let [sum, letters] = [0, 0]
  for (const { text, confidence } of words) {
    const count = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
    sum += confidence * count
    letters += count
  }
  return { mean: letters === 0 ? 0 : sum / letters, letters }
}

/** A strip may hold words, or parts of words, that were not passed over: the middle of one lies in the other. */
function isKnown(box: Word['box'], words: readonly Word[]): boolean {
  return words.some((known) => isWithin(box, known.box) || isWithin(known.box, box))
}

function isWithin(part: Word['box'], { x, y, width, height }: Word['box']): boolean {
  const [middleX, middleY] = [part.x + part.width / 2, part.y + part.height / 2]
  return middleX >= x && middleX <= x + width && middleY >= y && middleY <= y + height
}
