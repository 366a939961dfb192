import { createMetrics } from '@invoice-ml/runtime'
import { expect, test } from 'vitest'
import { createTrainingMetrics } from './training-metrics.ts'

test('while PostgreSQL is away nobody is told that no training is under way', async () => {
  const metrics = createMetrics('test')
  const away = () => Promise.reject(new Error('away'))
  createTrainingMetrics(metrics, { list: away, standing: away })

  const text = await metrics.registry.metrics()

  for (const name of ['trainings_under_way', 'training_progress', 'annotated_documents'])
    expect(text).not.toMatch(new RegExp(`^invoiceml_${name}\\b.* \\d`, 'm'))
  expect(text).toMatch(/^invoiceml_trainings_total\{outcome="failed".*\} 0$/m)
})
