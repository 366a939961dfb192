import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Child, type ChildEvent, type ChildOptions, createChild } from './child.ts'

const program = { command: process.execPath, stopSignal: 'SIGTERM', stopTimeoutMs: 500 } as const

type Readiness = { isReady?: ChildOptions['isReady']; readyTimeoutMs?: number }

function childOf(
  script: string,
  { isReady = async () => true, readyTimeoutMs = 10_000 }: Readiness = {},
) {
  const events: ChildEvent[] = []
  const pids: (number | undefined)[] = []
  const child = createChild(
    { name: 'sample', ...program, args: ['-e', script], isReady, readyTimeoutMs },
    { onEvent: (event) => events.push(event), onPid: (_name, pid) => pids.push(pid) },
  )
  return { child, events, pids }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20)
}

test('a process that is killed is started again', async () => {
  const { child, events } = childOf('setInterval(() => {}, 1000)')
  await child.start()
  const before = child.pid()

  child.kill('SIGKILL')
  await until(() => events.some((event) => event.type === 'restarted'))

  expect(events[0]).toMatchObject({ type: 'died', how: 'SIGKILL' })
  expect(child.pid()).not.toBe(before)
  await child.stop()
})

test('a process that does not start says what it printed', async () => {
  const { child } = childOf('console.error("no settings"); process.exit(3)', {
    isReady: async () => false,
  })

  await expect(child.start()).rejects.toThrow(/sample did not start: status 3\n.*no settings/s)
})

test('a process that says that it recovers is waited for beyond its time', async () => {
  const answers = ['recovering', 'recovering', true] as const
  let asked = 0
  const isReady = async () => answers[asked++] ?? false
  const { child } = childOf('setInterval(() => {}, 1000)', { isReady, readyTimeoutMs: 0 })

  await child.start()

  expect(asked).toBe(3)
  await child.stop()
})

test('a command that does not exist is an error and not a crash', async () => {
  const child = createChild(
    {
      name: 'nothing',
      ...program,
      command: '/nonexistent/program',
      args: [],
      isReady: async () => false,
      readyTimeoutMs: 5_000,
    },
    { onEvent: () => {}, onPid: () => {} },
  )

  await expect(child.start()).rejects.toThrow('nothing did not start')
})

test('a process that ignores the polite signal is ended all the same', async () => {
  const { child, events } = childOf('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)')
  await child.start()

  await child.stop()

  expect(isRunning(child)).toBe(false)
  expect(events).toEqual([])
})

function isRunning(child: Child): boolean {
  const pid = child.pid()
  return pid !== undefined && process.kill(pid, 0)
}
