import { afterAll, beforeAll, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { until } from '../support/wait.ts'
import { expectNothingLost } from './expect-nothing-lost.ts'
import { disturbUnderLoad } from './under-load.ts'

let run: TestPlatform
beforeAll(async () => {
  run = await startTestPlatform()
})
afterAll(() => run?.stop())

test('a PostgreSQL that restarts costs no document', async () => {
  const outcome = await disturbUnderLoad(run, 41, async () => {
    const before = run.platform.pid('postgres')
    run.platform.kill('postgres', 'SIGINT')
    await until('a new PostgreSQL runs', () => run.platform.pid('postgres') !== before)
  })

  expectNothingLost(outcome)
})
