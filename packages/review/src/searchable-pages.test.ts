import type { Page } from '@invoice-ml/extraction'
import { expect, test } from 'vitest'
import { searchablePages } from './searchable-pages.ts'

const box = { x: 0, y: 0, width: 0.1, height: 0.01 }

const ofWords = (count: number, number: number): Page => ({
  number,
  width: 595,
  height: 842,
  source: 'text_layer',
  words: Array.from({ length: count }, () => ({ text: '1,00', box, confidence: 1 })),
  regions: [],
})

const searched = (counts: number[]) =>
  searchablePages(counts.map((count, index) => ofWords(count, index + 1))).map(
    ({ number }) => number,
  )

test('what no person reads is not looked through for a correction', () => {
  expect(searched([400, 20_000, 700])).toEqual([1, 3])
  expect(searched(Array(50).fill(1_000))).toHaveLength(30)
})
