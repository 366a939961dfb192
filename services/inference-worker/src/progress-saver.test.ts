import type { Progress } from '@invoice-ml/contracts'
import { expect, test, vi } from 'vitest'
import { createProgressSaver } from './progress-saver.ts'

const onPage = (page: number): Progress => ({ stage: 'recognize', page, pages: 9 })

test('what is stale before its turn comes is left out', async () => {
  const saved: number[] = []
  const first = Promise.withResolvers<void>()
  const save = createProgressSaver(
    async ({ page }) => {
      saved.push(page)
      if (page === 1) await first.promise
    },
    () => {},
  )

  for (const page of [1, 2, 3]) save(onPage(page))
  first.resolve()

  await vi.waitFor(() => expect(saved).toEqual([1, 3]))
})

test('progress that could not be saved does not stop what follows', async () => {
  const saved: number[] = []
  const failures: unknown[] = []
  const save = createProgressSaver(
    async ({ page }) => {
      if (page === 1) throw new Error('away')
      saved.push(page)
    },
    (error) => failures.push(error),
  )

  save(onPage(1))
  await vi.waitFor(() => expect(failures).toHaveLength(1))
  save(onPage(2))

  await vi.waitFor(() => expect(saved).toEqual([2]))
})
