import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createPlatformState } from './platform-state.ts'

const folder = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })

test('how long it takes follows from how many wait, how long one takes, and how many are read at once', async () => {
  const worker = { id: 'one', modelVersion: 'words-only', concurrency: 4 }
  const state = createPlatformState(
    { list: async () => [worker] },
    { countOpen: async () => 99, medianReadingMs: async () => 2_000 },
    { modelDir: folder, logger },
  )

  expect(await state.expectedWaitSeconds()).toBe(50)
  expect(await state.secondsToRead(10)).toBe(5)
  expect(await state.secondsToRead(1)).toBe(1)
})
