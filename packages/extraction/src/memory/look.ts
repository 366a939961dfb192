import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'

const maxWords = 150

/** The words that a page is made of whatever it charges for: those without a digit, of some length, each once. */
export function lookOf(rows: Row[]): string[] {
  const [first] = rows
  const words = rows
    .filter(({ page }) => page === first?.page)
    .flatMap(({ segments }) => segments.flatMap((segment) => segment.words))
    .map(({ text }) => normalise(text).replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => /^\p{L}{3,}$/u.test(word))
  return [...new Set(words)].slice(0, maxWords)
}

/** Share of the words of the shorter look that the other has as well, 0 to 1. */
export function likeness(a: string[], b: string[]): number {
  const known = new Set(a)
  const shared = b.filter((word) => known.has(word)).length
  return shared / Math.max(1, Math.min(a.length, b.length))
}
