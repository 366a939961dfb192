/** A seeded source of chance: the same seed gives the same choices on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next: () => number
  /** A whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number
  /** A number from `min` to `max`. */
  between: (min: number, max: number) => number
  chance: (probability: number) => boolean
  pick: <const T>(list: readonly [T, ...T[]]) => T
  /** The list in a new order. */
  shuffle: <T>(list: readonly T[]) => T[]
  /** So many decimal digits. */
  digits: (count: number) => string
  /** Capital letters. */
  letters: (count: number) => string
}

/** Mulberry32 over a hash of the seed's text; `createRandom(seed, 'lines')` and `createRandom(seed, 'dates')` are independent. */
export function createRandom(...seed: (string | number)[]): Random {
  let state = hash(seed.join('/'))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    shuffle: (list) =>
      list
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
    letters: (count) =>
      Array.from({ length: count }, () => String.fromCharCode(int(65, 90))).join(''),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value | 0
}
