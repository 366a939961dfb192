import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { processorWaitMs } from './processor-wait.ts'

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...command: string[]): ChildProcess {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio: 'ignore' })
  children.push(child)
  return child
}

test.runIf(process.platform === 'linux')(
  'a process that shares its processor with another has waited for it',
  async () => {
    const busy = ['taskset', '-c', '0', process.execPath, '-e', 'while (true);']

    const { pid } = start(...busy)
    start(...busy)

    await expect.poll(() => processorWaitMs(pid), { timeout: 30_000 }).toBeGreaterThan(200)
  },
)

test('a process that is gone has waited for nothing', async () => {
  expect(await processorWaitMs(2 ** 22 + 1)).toBe(0)
})
