import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDeadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const onPassed = vi.fn()
beforeEach(() => void onPassed.mockReset())

test('who is never kept waiting has the limit', async () => {
  startDeadline({ limitMs: 1_000, patience: 4, watchWait: () => async () => 0, onPassed })

  await vi.advanceTimersByTimeAsync(999)
  expect(onPassed).not.toHaveBeenCalled()

  await vi.advanceTimersByTimeAsync(1)
  expect(onPassed).toHaveBeenCalledOnce()
})

test('what was spent waiting for a processor is given in addition', async () => {
  const startedAt = performance.now()
  // Half of the time goes to others.
  const watchWait = () => async () => (performance.now() - startedAt) / 2
  startDeadline({ limitMs: 1_000, patience: 4, watchWait, onPassed })

  await vi.advanceTimersByTimeAsync(1_900)
  expect(onPassed).not.toHaveBeenCalled()

  await vi.advanceTimersByTimeAsync(400)
  expect(onPassed).toHaveBeenCalledOnce()
})

test('who only waits comes to an end at four times the limit', async () => {
  const startedAt = performance.now()
  startDeadline({
    limitMs: 1_000,
    patience: 4,
    watchWait: () => async () => 8 * (performance.now() - startedAt),
    onPassed,
  })

  await vi.advanceTimersByTimeAsync(3_999)
  expect(onPassed).not.toHaveBeenCalled()

  await vi.advanceTimersByTimeAsync(1)
  expect(onPassed).toHaveBeenCalledOnce()
})

test('a clock that is set back gives nobody more time', async () => {
  startDeadline({ limitMs: 1_000, patience: 4, watchWait: () => async () => 0, onPassed })
  vi.setSystemTime(Date.now() - 3_600_000)

  await vi.advanceTimersByTimeAsync(1_000)

  expect(onPassed).toHaveBeenCalledOnce()
})

test('a limit that is moved counts from the start', async () => {
  const deadline = startDeadline({
    limitMs: 1_000,
    patience: 4,
    watchWait: () => async () => 0,
    onPassed,
  })
  await vi.advanceTimersByTimeAsync(600)

  deadline.move(2_000)

  await vi.advanceTimersByTimeAsync(1_399)
  expect(onPassed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(onPassed).toHaveBeenCalledOnce()
})

test('what has been stopped never passes', async () => {
  const deadline = startDeadline({
    limitMs: 1_000,
    patience: 4,
    watchWait: () => async () => 0,
    onPassed,
  })

  deadline.stop()

  await vi.advanceTimersByTimeAsync(10_000)
  expect(onPassed).not.toHaveBeenCalled()
})
