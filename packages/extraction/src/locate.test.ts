import { expect, test } from 'vitest'
import { locate } from './locate.ts'
import type { Page, Word } from './page.ts'

const texts: [string, number, number][] = [
  ['Facture', 0.1, 0.1],
  ['F-2031', 0.2, 0.1],
  ['Total', 0.6, 0.8],
  ['TTC', 0.66, 0.8],
  ['120,00', 0.8, 0.8],
]
const words: Word[] = texts.map(([text, x, y]) => ({
  text,
  box: { x, y, width: 0.05, height: 0.01 },
  confidence: 1,
}))
const page: Page = { number: 1, width: 595, height: 842, source: 'text_layer', words, regions: [] }

test('a known value is found where it is printed', () => {
  const found = locate([page], [{ label: 'montant_ttc', value: '120.00' }])

  expect(found).toMatchObject([{ label: 'montant_ttc', page: 1 }])
  expect(found[0]?.box.x).toBeCloseTo(0.8)
  expect(found[0]?.box.y).toBeCloseTo(0.8)
})

test('a value that is not printed is nowhere', () => {
  const found = locate([page], [{ label: 'montant_ttc', value: '121.00' }])

  expect(found).toEqual([])
})

test('what a detector saw does not move the answer', () => {
  const elsewhere = { x: 0.1, y: 0.5, width: 0.05, height: 0.01 }
  const twice = { ...page, words: [...words, { text: '120,00', box: elsewhere, confidence: 1 }] }
  const seen = { label: 'montant_ttc', box: elsewhere, confidence: 0.99 } as const

  const [found] = locate(
    [{ ...twice, regions: [seen] }],
    [{ label: 'montant_ttc', value: '120.00' }],
  )

  expect(found?.box.y).toBeCloseTo(0.8)
})
