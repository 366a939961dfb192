/** What one model got of the key fields of one document. */
export type Counts = { expected: number; predicted: number; right: number }

/** The same document, read by both models. */
export type Pair = { champion: Counts; challenger: Counts }

export type Difference = {
  /** Challenger less champion, F1 points. */
  points: number
  /** Where nine of ten redrawn sets lie. */
  interval: [number, number]
  /** Share of the redrawn sets in which the challenger is better; of equal ones half counts. */
  confidence: number
}

const rounds = 2_000
const seed = 20_261

/**
 * How much better the challenger is, and how sure that is: documents are redrawn with replacement, always with both readings
 * (paired bootstrap: Efron and Tibshirani 1993; Koehn 2004). Equal pairs give equal answers.
 */
export function comparePairs(pairs: readonly Pair[]): Difference {
  const points = differenceOf(pairs)
  if (pairs.length === 0) return { points: 0, interval: [0, 0], confidence: 0.5 }
  const random = createRandom(seed)
  const drawn = Array.from({ length: rounds }, () =>
    differenceOf(
      pairs
        .map(() => pairs[Math.floor(random() * pairs.length)])
        .filter((pair) => pair !== undefined),
    ),
  ).sort((a, b) => a - b)
  const better = drawn.filter((value) => value > 0).length
  const equal = drawn.filter((value) => value === 0).length
  const at = (share: number) => drawn[Math.floor(share * (rounds - 1))] ?? points
  return {
    points,
    interval: [at(0.05), at(0.95)],
    confidence: (better + equal / 2) / rounds,
  }
}

function differenceOf(pairs: readonly Pair[]): number {
  return 100 * (f1(pairs.map((pair) => pair.challenger)) - f1(pairs.map((pair) => pair.champion)))
}

/** F1 over all of them; 0 where nothing was expected or nothing is right. */
export function f1(counts: readonly Counts[]): number {
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0)
  const right = sum('right')
  return right === 0 ? 0 : (2 * right) / (sum('expected') + sum('predicted'))
}

/** Numbers from 0 to below 1 (Mulberry32). */
function createRandom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
