import type { Region } from '@invoice-ml/extraction'
import { expect, test } from 'vitest'
import { suppress } from './suppression.ts'

function region(confidence: number, x: number, label: Region['label'] = 'montant_ttc'): Region {
  return { label, box: { x, y: 0.5, width: 0.1, height: 0.02 }, confidence }
}

test('of two regions that show the same thing the surer stays', () => {
  const regions = [region(0.6, 0.11), region(0.9, 0.1)]

  const kept = suppress(regions, 0.5)

  expect(kept).toEqual([region(0.9, 0.1)])
})

test('regions apart, or of different labels, stay both, the surer first', () => {
  const regions = [region(0.3, 0.1), region(0.8, 0.5), region(0.5, 0.1, 'net_a_payer')]

  const kept = suppress(regions, 0.5)

  expect(kept.map(({ confidence }) => confidence)).toEqual([0.8, 0.5, 0.3])
})
