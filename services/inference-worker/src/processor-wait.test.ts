import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { watchProcessorWait } from './processor-wait.ts'

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const isTold = existsSync('/proc/self/schedstat') && spawnSync('taskset', ['-V']).status === 0

function startBusy(): ChildProcess {
  const [core = '0'] =
    /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.slice(1) ?? []
  const child = spawn('taskset', ['-c', core, process.execPath, '-e', 'while (true);'])
  children.push(child)
  return child
}

test.runIf(isTold)(
  'a process that shares its processor with another has waited for it',
  async () => {
    const { pid } = startBusy()
    const waitedMs = watchProcessorWait(pid)
    startBusy()

    await expect.poll(waitedMs).toBeGreaterThan(200)
  },
)

test('a process that is gone has waited for nothing', async () => {
  expect(await watchProcessorWait(2 ** 22 + 1)()).toBe(0)
})
