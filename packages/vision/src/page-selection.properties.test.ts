import { ProblemError, pageSelectionPattern } from '@invoice-ml/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectPages } from './page-selection.ts'

const selections = fc.oneof(
  fc.stringMatching(pageSelectionPattern),
  fc.stringMatching(/^[\d\s,-]{0,40}$/),
  fc.constant(Array(100).fill('1-999999').join(',')),
  fc.string({ unit: 'binary' }),
)
const counts = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(1_000_000))

test('whatever is asked for, pages of the document come out, in order, and no more than may', () => {
  fc.assert(
    fc.property(selections, counts, fc.integer({ min: 1, max: 50 }), (text, count, most) => {
      const pages = selected(text, count, most)

      expect(pages).toEqual([...new Set(pages)].sort((a, b) => a - b))
      expect(pages.length).toBeLessThanOrEqual(most)
      expect(pages.every((page) => page >= 1 && page <= count)).toBe(true)
    }),
    { numRuns: 2_000, seed: 4_711 },
  )
})

/** None when it is refused. */
function selected(text: string, count: number, most: number): number[] {
  try {
    return selectPages(text, count, most)
  } catch (error) {
    if (error instanceof ProblemError) return []
    throw error
  }
}
