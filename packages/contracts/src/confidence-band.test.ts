import { expect, test } from 'vitest'
import { confidenceBand, confidenceBands, confidenceShares } from './confidence-band.ts'

test.each([
  [0, '0-0.5'],
  [0.4999, '0-0.5'],
  [0.5, '0.5-0.7'],
  [0.9, '0.9-0.95'],
  [0.9899, '0.98-0.99'],
  [1, '0.99-1'],
])('a confidence of %s is in the band %s', (confidence, band) => {
  expect(confidenceBand(confidence)).toBe(band)
  expect(confidenceBands).toContain(band)
})

test('shares name every band, and what nothing is in as 0', () => {
  const shares = confidenceShares([0.1, 0.2, 0.92, 0.995])

  expect(Object.keys(shares ?? {})).toEqual(confidenceBands)
  expect(shares).toMatchObject({ '0-0.5': 0.5, '0.5-0.7': 0, '0.9-0.95': 0.25, '0.99-1': 0.25 })
})

test('of nothing there are no shares', () => {
  expect(confidenceShares([])).toBeUndefined()
})
