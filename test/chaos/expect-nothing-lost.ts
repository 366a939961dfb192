import { expect } from 'vitest'
import type { Outcome } from './under-load.ts'

/** Every accepted document was read to its end, and none that was done before was done again. */
export function expectNothingLost({ jobs, doneBefore }: Outcome): void {
  const unfinished = jobs.filter((job) => job.status !== 'completed')
  const ids = new Set(jobs.map((job) => job.job_id))
  const readByOthers = jobs.filter((job) => job.result?.cached !== false)

  expect(unfinished).toEqual([])
  expect(ids.size).toBe(50)
  expect(readByOthers).toEqual([])
  expect(doneBefore.atTheEnd).toEqual(doneBefore.then)
}
