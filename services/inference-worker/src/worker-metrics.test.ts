import { problems } from '@invoice-ml/contracts'
import { createMetrics } from '@invoice-ml/runtime'
import { expect, test } from 'vitest'
import { createWorkerMetrics } from './worker-metrics.ts'

test('what a job can fail with is 0 from the start: an increase sees the first of each', async () => {
  const metrics = createMetrics('test')
  createWorkerMetrics(metrics)

  const text = await metrics.registry.metrics()

  const told = [...text.matchAll(/^invoiceml_failures_total\{code="([a-z-]+)".*\} 0$/gm)]
  const codes = told.map(([, code]) => code)
  expect(codes).toContain('file-corrupt')
  expect(Object.keys(problems)).toEqual(expect.arrayContaining(codes))
})
