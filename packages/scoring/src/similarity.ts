const legalForms = new Set(
  'sa sas sasu sarl eurl sci snc scop gmbh ag kg ohg ug ev co ltd limited llc inc incorporated corp plc bv nv sl slu srl spa bvba sprl sdn bhd'.split(
    ' ',
  ),
)
const countries = new Set(
  'france germany deutschland allemagne espagne spain espana italy italia belgique belgium netherlands nederland usa united states etats unis kingdom suisse schweiz fr de es it be nl us uk gb'.split(
    ' ',
  ),
)

/** Words that say nothing of what is meant. */
const ignored = { name: legalForms, address: countries, text: new Set<string>() }

/** Share of the distinct words of `part` that stand in `whole`, 0 to 1. */
export function contained(part: string, whole: string): number {
  const words = sortedWords(part, ignored.text)
  return words.length === 0
    ? 0
    : pairedWords(words, sortedWords(whole, ignored.text)) / words.length
}

/**
 * How alike two names, addresses or other texts are, 0 to 1: the Dice coefficient of their sets of words, where words of four
 * letters and more may differ by a typing error, or the likeness of the sorted words in one string if that is higher.
 */
export function similarity(a: string, b: string, kind: 'name' | 'address' | 'text'): number {
  const left = sortedWords(a, ignored[kind])
  const right = sortedWords(b, ignored[kind])
  if (left.length === 0 || right.length === 0) return 0
  const dice = (2 * pairedWords(left, right)) / (left.length + right.length)
  return Math.max(dice, likeness(left.join(''), right.join('')))
}

function sortedWords(text: string, without: Set<string>): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('.', '')
    .replaceAll("'", ' ')
  const words: string[] = plain.match(/[a-z0-9]+/g) ?? []
  const kept = words.filter((word) => !without.has(word))
  return [...new Set(kept.length > 0 ? kept : words)].sort()
}

function pairedWords(left: string[], right: string[]): number {
  const remaining = [...right]
  let hits = 0
  for (const word of left) {
    const scores = remaining.map((other) => wordLikeness(word, other))
    const best = Math.max(0, ...scores)
    if (best < 0.85) continue
    remaining.splice(scores.indexOf(best), 1)
    hits += 1
  }
  return hits
}

function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  return Math.min(a.length, b.length) >= 4 ? likeness(a, b) : 0
}

/** Ratcliff and Obershelp: twice the characters in common blocks, found longest first, over all characters. */
export function likeness(a: string, b: string): number {
  return a.length + b.length === 0 ? 1 : (2 * common(a, b)) / (a.length + b.length)
}

function common(a: string, b: string): number {
  const block = longestBlock(a, b)
  if (block.size === 0) return 0
  return (
    block.size +
    common(a.slice(0, block.inA), b.slice(0, block.inB)) +
    common(a.slice(block.inA + block.size), b.slice(block.inB + block.size))
  )
}

/** The longest string that stands in both; of several the first in `a`, then in `b`. */
function longestBlock(a: string, b: string): { inA: number; inB: number; size: number } {
  let best = { inA: 0, inB: 0, size: 0 }
  let row = new Array<number>(b.length + 1).fill(0)
  for (let i = 0; i < a.length; i++) {
    const next = new Array<number>(b.length + 1).fill(0)
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue
      const size = (row[j] ?? 0) + 1
      next[j + 1] = size
      if (size > best.size) best = { inA: i - size + 1, inB: j - size + 1, size }
    }
    row = next
  }
  return best
}
