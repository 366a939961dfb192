import type { Training, TrainingStatus } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { hasAnyEnded } from './models-api.ts'

function training(status: TrainingStatus): Training {
  return {
    training_id: 'training_01kb4c9t3q8v6m2x7r5n0w1ydz',
    status,
    requested_by: 'annotations',
    created_at: '2026-01-15T10:30:00Z',
    updated_at: '2026-01-15T10:40:00Z',
    documents: 10,
    new_documents: 5,
  }
}

test.each([
  ['shadowing', 'deployed', true],
  ['training', 'evaluating', false],
  ['deployed', 'deployed', false],
] as const)('a training that was %s and is %s has just ended: %s', (before, now, expected) => {
  const hasEnded = hasAnyEnded([training(before)], [training(now)])

  expect(hasEnded).toBe(expected)
})
