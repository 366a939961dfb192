import type { LineItem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkLines } from './lines.ts'

function line(own: Partial<LineItem>): LineItem {
  const bbox = { x: 0, y: 0, width: 1, height: 0.1 }
  return { description: 'Support', page: 1, bbox, confidence: 1, ...own }
}

function linesOf(...amounts: string[]): LineItem[] {
  return amounts.map((amount) => line({ amount }))
}

test.each([
  ['the net', { montant_ht: 50_000, montant_ttc: 60_000 }, true],
  ['the gross, on receipts', { montant_ht: 41_667, montant_ttc: 50_000 }, true],
  ['the net before a discount', { montant_ht: 45_000, remise: 5_000 }, true],
  [
    'the net before a discount printed with its minus',
    { montant_ht: 45_000, remise: -5_000 },
    true,
  ],
  ['the net without shipping', { montant_ht: 52_000, frais_port: 2_000 }, true],
  ['the net without charges', { montant_ht: 50_500, charges: 500 }, true],
  [
    'the net before a discount and without charges',
    { montant_ht: 48_500, remise: 2_000, charges: 500 },
    true,
  ],
  ['nothing that is printed', { montant_ht: 70_000, montant_ttc: 84_000 }, false],
])('the lines may add up to %s', (_, sums, passed) => {
  const checks = checkLines(linesOf('200.00', '300.00'), sums)

  expect(outcomes(checks)).toEqual({ 'totals.lines': passed })
})

test('lines of which one has no amount are not added up', () => {
  const lines = [...linesOf('200.00'), line({})]

  expect(checkLines(lines, { montant_ht: 50_000 })).toEqual([])
})

test.each([
  ['2', '100.00', '200.00', true],
  ['2', '100.00', '190.00', false],
  ['-5', '1.00', '-5.00', true],
  ['3', '0.33', '1.00', true],
  ['0.235', '8.90', '2.09', true],
  ['1.5', '80.00', '120.00', true],
  ['1', '80.00', '81.00', false],
])('%s pieces at %s for %s: %s', (quantity, unit_price, amount, passed) => {
  const checks = checkLines([line({ quantity, unit_price, amount })], {})

  expect(outcomes(checks)).toEqual({ 'lines.quantity_times_price': passed })
})

test('lines without a quantity or a price are not multiplied', () => {
  const lines = [line({ quantity: '2', amount: '5.00' }), line({ unit_price: '2', amount: '5.00' })]

  expect(checkLines(lines, {})).toEqual([])
})

test('a wrong line is named by its place and text', () => {
  const right = line({ quantity: '1', unit_price: '5.00', amount: '5.00' })
  const wrong = line({
    description: 'Chaise',
    quantity: '2',
    unit_price: '40.00',
    amount: '60.00',
  })

  const [check] = checkLines([right, wrong], {})

  expect(check?.detail).toBe('line 2 "Chaise": 2 × 40.00 ≠ 60.00')
})

test('of many wrong lines a few are named and the others counted', () => {
  const wrong = line({ quantity: '2', unit_price: '40.00', amount: '60.00' })

  const [check] = checkLines(
    Array.from({ length: 9 }, () => wrong),
    {},
  )

  expect(check?.detail).toContain('line 3')
  expect(check?.detail).not.toContain('line 4')
  expect(check?.detail).toContain('6 more')
})

test('the sum of the lines is told beside the total that comes closest', () => {
  const [check] = checkLines(linesOf('200.00', '300.00'), { montant_ht: 45_000, remise: 5_000 })

  expect(check?.detail).toBe('sum of 2 lines 500.00 = net 450.00 + discount 50.00')
})
