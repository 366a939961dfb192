import { afterAll, beforeAll, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { childrenOf } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { expectNothingLost } from './expect-nothing-lost.ts'
import { disturbUnderLoad } from './under-load.ts'

let run: TestPlatform
beforeAll(async () => {
  run = await startTestPlatform()
})
afterAll(() => run?.stop())

test('a worker that is killed loses no document', async () => {
  const outcome = await disturbUnderLoad(run, 11, async () => {
    const before = run.platform.pid('inference-worker')
    run.platform.kill('inference-worker', 'SIGKILL')
    await until('a new worker runs', () => run.platform.pid('inference-worker') !== before)
  })

  expectNothingLost(outcome)
})

test('a reader that is killed in the middle of a document loses none', async () => {
  const outcome = await disturbUnderLoad(run, 12, () => {
    const readers = childrenOf(run.platform.pid('inference-worker') ?? 0)
    for (const pid of readers) process.kill(pid, 'SIGKILL')
  })

  expectNothingLost(outcome)
})
