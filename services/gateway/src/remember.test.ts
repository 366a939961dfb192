import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remember } from './remember.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function counted(answer: (count: number) => Promise<number> = async (count) => count) {
  let count = 0
  const recall = remember(1_000, () => answer(++count))
  return { recall, asked: () => count }
}

test('callers at the same time share one question', async () => {
  const { recall, asked } = counted()

  expect(await Promise.all([recall(), recall()])).toEqual([1, 1])

  expect(asked()).toBe(1)
})

test('what is asked for again and again is renewed before anybody waits for it', async () => {
  const { recall, asked } = counted()
  await recall()

  await vi.advanceTimersByTimeAsync(1_001)

  expect(asked()).toBe(2)
  expect(await recall()).toBe(2)
})

test('what nobody asks for any more is not renewed', async () => {
  const { recall, asked } = counted()
  await recall()

  await vi.advanceTimersByTimeAsync(60_000)

  expect(asked()).toBe(2)
})

test('who comes after a long time gets no old answer', async () => {
  const { recall } = counted()
  await recall()
  await vi.advanceTimersByTimeAsync(60_000)

  expect(await recall()).toBe(3)
})

test('until the next answer is there the last one serves', async () => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const { recall } = counted((count) => (count === 1 ? Promise.resolve(1) : promise))
  await recall()
  await vi.advanceTimersByTimeAsync(1_001)

  expect(await recall()).toBe(1)

  resolve(2)
  await vi.advanceTimersByTimeAsync(0)
  expect(await recall()).toBe(2)
})

test('while a question is open no other is asked', async () => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const { recall, asked } = counted((count) => (count === 1 ? Promise.resolve(1) : promise))
  await recall()

  for (let second = 0; second < 10; second++) {
    await vi.advanceTimersByTimeAsync(1_001)
    void recall()
  }

  expect(asked()).toBe(2)
  resolve(2)
})

test('a failure is not remembered', async () => {
  const { recall } = counted(async (count) => {
    if (count === 1) throw new Error('away')
    return count
  })
  await expect(recall()).rejects.toThrow('away')

  expect(await recall()).toBe(2)
})
