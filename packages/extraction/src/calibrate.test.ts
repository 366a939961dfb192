import type { Calibration } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { calibrate } from './calibrate.ts'

const doubting: Calibration = {
  documents: 10,
  suppliers: 5,
  kinds: { amount: { slope: 0.5, offset: -1 } },
}

test('a confidence is moved as its kind of field is calibrated', () => {
  // Odds of 4 to 1 are log-odds of ln 4; half of them less 1 are odds of 2 to e.
  expect(calibrate(0.8, 'montant_ttc', doubting)).toBeCloseTo(2 / (2 + Math.E), 3)
})

test('kinds that are not calibrated stay as they are', () => {
  expect(calibrate(0.8, 'date_facture', doubting)).toBe(0.8)
  expect(calibrate(0.8, 'montant_ttc', undefined)).toBe(0.8)
})

test('of two values the surer stays the surer', () => {
  const [low, high] = [
    calibrate(0.6, 'montant_ttc', doubting),
    calibrate(0.9, 'montant_ttc', doubting),
  ]

  expect(low).toBeLessThan(high)
})

test.each([0, 1])('%d stays a probability', (confidence) => {
  const result = calibrate(confidence, 'montant_ttc', doubting)

  expect(result).toBeGreaterThan(0)
  expect(result).toBeLessThan(1)
})
