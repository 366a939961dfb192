import { afterAll, beforeAll, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { redisCommand } from '../support/redis-command.ts'
import { until } from '../support/wait.ts'
import { expectNothingLost } from './expect-nothing-lost.ts'
import { disturbUnderLoad } from './under-load.ts'

let run: TestPlatform
beforeAll(async () => {
  run = await startTestPlatform()
})
afterAll(() => run?.stop())

test('a Redis that is emptied costs no document', async () => {
  const outcome = await disturbUnderLoad(run, 31, () =>
    redisCommand(run.platform.redisUrl, 'FLUSHALL'),
  )

  expectNothingLost(outcome)
})

test('a Redis that restarts costs no document', async () => {
  const outcome = await disturbUnderLoad(run, 32, async () => {
    const before = run.platform.pid('redis')
    run.platform.kill('redis', 'SIGTERM')
    await until('a new Redis runs', () => run.platform.pid('redis') !== before)
  })

  expectNothingLost(outcome)
})
