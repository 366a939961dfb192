import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createPlatformState } from './platform-state.ts'

const modelDir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: modelDir, file: 'system.log' })

/** One worker that reads two documents at a time, each in a second. */
function stateOf(open: { processing: number; interactive: number; batch: number }) {
  const worker = { id: 'w', modelVersion: 'm', concurrency: 2 }
  const jobs = { countOpen: async () => open, medianReadingMs: async () => 1_000 }
  const deployments = { current: async () => undefined }
  return createPlatformState({ list: async () => [worker] }, jobs, deployments, {
    modelDir,
    logger,
  })
}

test('a single document waits for those that are being read, not for a batch', async () => {
  const state = stateOf({ processing: 2, interactive: 1, batch: 1_000 })

  expect(await state.jobsAhead('interactive')).toBe(3)
  expect(await state.expectedWaitSeconds('interactive')).toBe(2)
})

test('a batch waits for all', async () => {
  const state = stateOf({ processing: 2, interactive: 1, batch: 1_000 })

  expect(await state.jobsAhead('batch')).toBe(1_003)
  expect(await state.expectedWaitSeconds('batch')).toBe(502)
})

test('how long some take follows from how long one takes and how many are read at once', async () => {
  const state = stateOf({ processing: 2, interactive: 97, batch: 0 })

  expect(await state.secondsToRead(10)).toBe(5)
  expect(await state.secondsToRead(1)).toBe(1)
})
