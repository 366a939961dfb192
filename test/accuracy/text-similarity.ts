/** What two words of this length or more may differ by: a letter misread, an ending. */
const leastFuzzyLength = 4
const alike = 0.85

/** Letters and digits in lower case, without accents, points inside abbreviations dropped. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.replaceAll('.', '').match(/[a-z0-9]+/g) ?? []
}

/**
 * How alike two texts are, 0 to 1: the Dice coefficient of their sets of words, or the likeness of their sorted letters where
 * that is higher; the same measure as names and addresses are scored with.
 */
export function textSimilarity(a: string, b: string): number {
  const [left, right] = [distinct(a), distinct(b)]
  if (left.length === 0 || right.length === 0) return 0
  const dice = (2 * countShared(left, right)) / (left.length + right.length)
  return Math.max(dice, letterSimilarity(left.join(''), right.join('')))
}

/** Share of the distinct words of `part` that stand in `whole`, 0 to 1. */
export function wordsContained(part: string, whole: string): number {
  const words = distinct(part)
  return words.length === 0 ? 0 : countShared(words, distinct(whole)) / words.length
}

function distinct(text: string): string[] {
  return [...new Set(wordsOf(text))].sort()
}

function countShared(left: string[], right: string[]): number {
  const remaining = [...right]
  let count = 0
  for (const word of left) {
    const scores = remaining.map((other) => wordSimilarity(word, other))
    const best = Math.max(0, ...scores)
    if (best < alike) continue
    remaining.splice(scores.indexOf(best), 1)
    count++
  }
  return count
}

function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1
  return Math.min(a.length, b.length) < leastFuzzyLength ? 0 : letterSimilarity(a, b)
}

/** The share of letters that stand in the same order, by Ratcliff and Obershelp (1988). */
function letterSimilarity(a: string, b: string): number {
  return (2 * matchingLetters(a, b)) / (a.length + b.length)
}

function matchingLetters(a: string, b: string): number {
  const { length, startA, startB } = longestShared(a, b)
  if (length === 0) return 0
  const before = matchingLetters(a.slice(0, startA), b.slice(0, startB))
  const after = matchingLetters(a.slice(startA + length), b.slice(startB + length))
  return length + before + after
}

function longestShared(a: string, b: string) {
  let best = { length: 0, startA: 0, startB: 0 }
  let above: number[] = []
  for (let i = 0; i < a.length; i++) {
    const here: number[] = []
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue
      const length = (above[j - 1] ?? 0) + 1
      here[j] = length
      if (length > best.length) best = { length, startA: i - length + 1, startB: j - length + 1 }
    }
    above = here
  }
  return best
}
