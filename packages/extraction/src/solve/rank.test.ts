import { expect, test } from 'vitest'
import type { AmountCandidate } from '../candidates/amounts.ts'
import { gatherClues } from './rank.ts'

const box = { x: 0, y: 0, width: 0.1, height: 0.1 }

function amount(cents: number): AmountCandidate {
  const segment = { text: '', words: [], box, page: 2, row: cents }
  const span = { ...segment, segment, start: 0 }
  return { span, cents, hasDecimals: true, hasCurrency: false, isRepaired: false, named: new Map() }
}

test('a document may hold hundreds of thousands of amounts', () => {
  const amounts = Array.from({ length: 200_000 }, (_, cents) => amount(cents))

  const clues = gatherClues({ amounts, rates: [] })

  expect(clues).toMatchObject({ largest: 199_999, lastPage: 2 })
})
