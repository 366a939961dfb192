import { problems } from '@invoice-ml/contracts'
import { createMetrics } from '@invoice-ml/runtime'
import { sampleReading } from '@invoice-ml/testing'
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

test('what a model has read stays apart from what the next one reads, and only the one that serves has a reference', async () => {
  const metrics = createMetrics('test')
  const worker = createWorkerMetrics(metrics)
  const model = { name: 'invoice-detector', provider: 'cpu', confidences: { '0.9-0.95': 1 } }
  const job = { isCached: false, priority: 'interactive', seconds: 1, others: 0 } as const
  worker.serving({ ...model, modelVersion: 'm1' })
  worker.extracted(sampleReading({ model_version: 'm1' }), job)

  worker.serving({ ...model, modelVersion: 'm2' })

  const text = await metrics.registry.metrics()
  expect(text).toMatch(/^invoiceml_values_read_total\{.*version="m1".*\} [1-9]/m)
  expect(text).not.toMatch(/^invoiceml_values_read_total\{.*version="m2".*\} [1-9]/m)
  expect(text.match(/^invoiceml_confidence_reference\{.*version="(\w+)"/gm)).toHaveLength(1)
  expect(text).toMatch(/^invoiceml_confidence_reference\{.*version="m2".*\} 1$/m)
})
