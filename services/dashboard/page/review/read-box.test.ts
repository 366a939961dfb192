import { expect, test } from 'vitest'
import { readBox } from './read-box.ts'

const words = [
  { text: '€', bbox: { x: 0.5, y: 0.101, width: 0.02, height: 0.02 } },
  { text: 'Total', bbox: { x: 0.1, y: 0.1, width: 0.1, height: 0.02 } },
  { text: '250,00', bbox: { x: 0.4, y: 0.1, width: 0.1, height: 0.02 } },
  { text: '1', bbox: { x: 0.38, y: 0.102, width: 0.01, height: 0.02 } },
  { text: 'Net', bbox: { x: 0.38, y: 0.14, width: 0.05, height: 0.02 } },
]

test('a box gives the words whose middle it covers, from left to right and line by line', () => {
  const text = readBox(words, { x: 0.35, y: 0.09, width: 0.3, height: 0.08 })

  expect(text).toBe('1 250,00 € Net')
})

test('a box over nothing gives nothing', () => {
  const text = readBox(words, { x: 0.7, y: 0.7, width: 0.1, height: 0.1 })

  expect(text).toBe('')
})
