import { afterEach, expect, test, vi } from 'vitest'
import { createMetrics } from './metrics.ts'

const never = Promise.withResolvers<never>().promise

afterEach(() => {
  vi.useRealTimers()
})

test('a number that cannot be read is left out, not told as 0, and the others are told', async () => {
  const metrics = createMetrics('test')
  let isAway = false
  const read = async () => (isAway ? Promise.reject(new Error('away')) : 3)
  metrics.watched({ name: 'workers_present', help: 'Workers', read })
  metrics.watched({ name: 'documents', help: 'Documents', read: async () => 5 })

  const before = await metrics.registry.metrics()
  isAway = true
  const after = await metrics.registry.metrics()

  expect(before).toMatch(/^invoiceml_workers_present\{.*\} 3$/m)
  expect(after).not.toMatch(/^invoiceml_workers_present\{/m)
  expect(after).toMatch(/^invoiceml_documents\{.*\} 5$/m)
})

test('a store that takes the question and never answers keeps no other number back', async () => {
  vi.useFakeTimers()
  const metrics = createMetrics('test')
  metrics.watched({ name: 'queue_jobs', help: 'Jobs', labelNames: ['queue'], read: () => never })

  const scrape = metrics.registry.metrics()
  await vi.advanceTimersByTimeAsync(5_000)

  const text = await scrape
  expect(text).toContain('process_cpu_seconds_total')
  expect(text).not.toMatch(/^invoiceml_queue_jobs\{/m)
})
