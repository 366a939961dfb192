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

test('a gateway that is killed loses no document that it accepted', async () => {
  const outcome = await disturbUnderLoad(run, 21, async () => {
    const before = run.platform.pid('gateway')
    run.platform.kill('gateway', 'SIGKILL')
    await until('a new gateway runs', () => run.platform.pid('gateway') !== before)
  })

  expectNothingLost(outcome)
})
