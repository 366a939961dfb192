import type { Progress } from '@invoice-ml/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgressPacer } from './progress-pacer.ts'

const onPage = (page: number): Progress => ({ stage: 'recognize', page, pages: 9 })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('of what is reported in one interval, the newest is saved', async () => {
  const saved: number[] = []
  const pacer = createProgressPacer(
    async ({ page }) => void saved.push(page),
    () => {},
    100,
  )

  for (const page of [1, 2, 3]) pacer.report(onPage(page))
  await vi.advanceTimersByTimeAsync(100)
  expect(saved).toEqual([3])

  pacer.report(onPage(4))
  await vi.advanceTimersByTimeAsync(100)
  expect(saved).toEqual([3, 4])
})

test('one save waits for the one before', async () => {
  const saved: number[] = []
  const first = Promise.withResolvers<void>()
  const pacer = createProgressPacer(
    async ({ page }) => {
      saved.push(page)
      if (page === 1) await first.promise
    },
    () => {},
    100,
  )

  pacer.report(onPage(1))
  await vi.advanceTimersByTimeAsync(100)
  pacer.report(onPage(2))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual([1])

  first.resolve()
  await vi.advanceTimersByTimeAsync(100)
  expect(saved).toEqual([1, 2])
})

test('what was read before the first interval is over saves nothing', async () => {
  const saved: number[] = []
  const pacer = createProgressPacer(
    async ({ page }) => void saved.push(page),
    () => {},
    100,
  )

  pacer.report(onPage(1))
  pacer.stop()
  await vi.advanceTimersByTimeAsync(1_000)

  expect(saved).toEqual([])
})

test('progress that could not be saved does not stop what follows', async () => {
  const saved: number[] = []
  const failures: unknown[] = []
  const pacer = createProgressPacer(
    async ({ page }) => {
      if (page === 1) throw new Error('away')
      saved.push(page)
    },
    (error) => failures.push(error),
    100,
  )

  pacer.report(onPage(1))
  await vi.advanceTimersByTimeAsync(100)
  pacer.report(onPage(2))
  await vi.advanceTimersByTimeAsync(100)

  expect(failures).toHaveLength(1)
  expect(saved).toEqual([2])
})
