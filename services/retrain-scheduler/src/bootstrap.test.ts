import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counts, comparePairs, f1, type Pair } from './bootstrap.ts'

const counts: fc.Arbitrary<Counts> = fc
  .record({
    expected: fc.integer({ min: 1, max: 5 }),
    seed: fc.array(fc.boolean(), { maxLength: 5 }),
  })
  .map(({ expected, seed }) => {
    const predicted = Math.min(expected, seed.length)
    return { expected, predicted, right: seed.slice(0, predicted).filter(Boolean).length }
  })
const pairs = fc.array(
  fc.tuple(counts, counts).map(([champion, other]): Pair => {
    const right = Math.min(champion.expected, other.right)
    const predicted = Math.min(champion.expected, other.predicted)
    return { champion, challenger: { expected: champion.expected, predicted, right } }
  }),
  { minLength: 1, maxLength: 30 },
)
const few = { numRuns: 30 }

const right: Counts = { expected: 5, predicted: 5, right: 5 }
const wrong: Counts = { expected: 5, predicted: 5, right: 4 }

function repeat(pair: Pair, times: number): Pair[] {
  return Array.from({ length: times }, () => pair)
}

test('a model compared with itself is no better, and nothing is sure', () => {
  fc.assert(
    fc.property(pairs, (documents) => {
      const same = documents.map(({ champion }) => ({ champion, challenger: champion }))

      const difference = comparePairs(same)

      expect(difference).toEqual({ points: 0, interval: [0, 0], confidence: 0.5 })
    }),
    few,
  )
})

test('what one gains the other loses', () => {
  fc.assert(
    fc.property(pairs, (documents) => {
      const there = comparePairs(documents)

      const back = comparePairs(
        documents.map(({ champion, challenger }) => ({
          champion: challenger,
          challenger: champion,
        })),
      )

      expect(back.points).toBeCloseTo(-there.points, 9)
      expect(back.confidence).toBeCloseTo(1 - there.confidence, 9)
    }),
    few,
  )
})

test('the interval is in order, and the same set always gives the same one', () => {
  fc.assert(
    fc.property(pairs, (documents) => {
      const first = comparePairs(documents)

      const [low, high] = first.interval

      expect(low).toBeLessThanOrEqual(high)
      expect(comparePairs(documents)).toEqual(first)
    }),
    few,
  )
})

test('a challenger that is better on every document is surely better', () => {
  const { points, confidence } = comparePairs(repeat({ champion: wrong, challenger: right }, 10))

  expect(points).toBeCloseTo(20, 9)
  expect(confidence).toBe(1)
})

test('one better document among many equal ones is little evidence', () => {
  const equal = repeat({ champion: right, challenger: right }, 30)

  const { confidence } = comparePairs([{ champion: wrong, challenger: right }, ...equal])

  expect(confidence).toBeGreaterThan(0.5)
  expect(confidence).toBeLessThan(0.9)
})

test('no document says nothing', () => {
  expect(comparePairs([])).toEqual({ points: 0, interval: [0, 0], confidence: 0.5 })
  expect(f1([])).toBe(0)
})
