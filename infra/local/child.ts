import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { createOutput } from './output.ts'
import { type Account, spawnChild, whenEnded } from './spawn.ts'

/** What happens to a process while it recovers, and after it was first ready. */
export type ChildEvent =
  | { type: 'recovering'; name: string; seconds: number }
  | { type: 'died'; name: string; how: string; retryInMs: number }
  | { type: 'restarted'; name: string; pid: number }
  | { type: 'gave-up'; name: string; deaths: number; how: string }

export type ChildOptions = {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  account?: Account | undefined
  /** Everything it prints goes here; without it only the end is kept, in memory. */
  logFile?: string
  stopSignal: NodeJS.Signals
  /** After this long the end is enforced. */
  stopTimeoutMs: number
  /** Whether it can be used now; `recovering` while it says itself that it takes its time to get there. */
  isReady: () => Promise<boolean | 'recovering'>
  /** Since its start, or since it last said that it recovers, which it may for an hour. */
  readyTimeoutMs: number
}

export type Watcher = {
  onEvent: (event: ChildEvent) => void
  /** Told of every new process, and of undefined once it has ended. */
  onPid: (name: string, pid: number | undefined) => void
}

export type Child = {
  name: string
  pid: () => number | undefined
  /** Starts it and waits until it is ready. Throws, with the end of its output, when that fails. */
  start: () => Promise<void>
  /** Ends it for good: politely, then by force. */
  stop: () => Promise<void>
  /** Sends a signal. When the process dies of it, it is restarted as after any other death. */
  kill: (signal: NodeJS.Signals) => void
}

const maxDeaths = 8
const stableAfterMs = 60_000
const longestPauseMs = 15_000
const longestRecoveryMs = 3_600_000
const recoveryToldEveryMs = 30_000

/** A process that is started, watched, restarted with growing pauses when it dies (8 times in a row), and stopped. */
export function createChild(options: ChildOptions, { onEvent, onPid }: Watcher): Child {
  const { name } = options
  let current: { process: ChildProcess; ended: Promise<string> } | undefined
  let isWanted = false
  let deaths = 0

  /** One process, from its start until it is ready; it is watched from then on. */
  async function launch(): Promise<void> {
    const output = createOutput(options.logFile)
    const process = spawnChild(options)
    const ended = whenEnded(process)
    current = { process, ended }
    process.stdout?.on('data', output.write)
    process.stderr?.on('data', output.write)
    process.once('close', output.close)
    onPid(name, process.pid)
    void ended.then(() => onPid(name, undefined))

    const outcome = await Promise.race([ended, untilReady(options, ended, onEvent)])
    if (outcome !== 'ready') {
      process.kill('SIGKILL')
      await ended
      throw new Error(`${name} did not start: ${outcome}\n${output.tail()}`)
    }
    const readyAtMs = Date.now()
    void ended.then((how) => {
      if (Date.now() - readyAtMs > stableAfterMs) deaths = 0
      return revive(how)
    })
  }

  async function revive(firstDeath: string): Promise<void> {
    for (let how = firstDeath; isWanted; ) {
      deaths += 1
      if (deaths > maxDeaths) return onEvent({ type: 'gave-up', name, deaths: maxDeaths, how })
      const retryInMs = Math.min(500 * 2 ** (deaths - 1), longestPauseMs)
      onEvent({ type: 'died', name, how, retryInMs })
      await sleep(retryInMs)
      if (!isWanted) return
      try {
        await launch()
        return onEvent({ type: 'restarted', name, pid: current?.process.pid ?? 0 })
      } catch (error) {
        how = error instanceof Error ? error.message : String(error)
      }
    }
  }

  return {
    name,
    pid: () => current?.process.pid,
    async start() {
      isWanted = true
      try {
        await launch()
      } catch (error) {
        isWanted = false
        throw error
      }
    },
    async stop() {
      isWanted = false
      if (current === undefined) return
      const { process, ended } = current
      process.kill(options.stopSignal)
      const force = setTimeout(() => process.kill('SIGKILL'), options.stopTimeoutMs)
      await ended
      clearTimeout(force)
      current = undefined
    },
    kill: (signal) => void current?.process.kill(signal),
  }
}

async function untilReady(
  { name, isReady, readyTimeoutMs }: ChildOptions,
  ended: Promise<string>,
  onEvent: Watcher['onEvent'],
): Promise<string> {
  const startMs = Date.now()
  const latestMs = startMs + longestRecoveryMs
  let deadlineMs = startMs + readyTimeoutMs
  let toldMs = startMs
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  for (let isLast = false; !isLast && !hasEnded; await sleep(100)) {
    // It is looked at once more after the deadline: this process may have been the one that was late.
    isLast = Date.now() >= deadlineMs
    const answer = await isReady()
    if (answer === true) return 'ready'
    const nowMs = Date.now()
    if (answer !== 'recovering' || nowMs >= latestMs) continue
    isLast = false
    deadlineMs = nowMs + readyTimeoutMs
    if (nowMs - toldMs < recoveryToldEveryMs) continue
    toldMs = nowMs
    onEvent({ type: 'recovering', name, seconds: Math.round((nowMs - startMs) / 1000) })
  }
  return `not ready after ${Math.round((Date.now() - startMs) / 1000)} s`
}
