import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type FakeClock = {
  /** What a process needs in its environment to follow this clock. */
  env: NodeJS.ProcessEnv
  /** Is off by so many seconds for so long, then right again. */
  jump: (seconds: number, forMs: number) => Promise<void>
}

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'

/** A clock for the services alone, by libfaketime (Debian: faketime). Undefined where that is not installed. */
export function createFakeClock(dir: string): FakeClock | undefined {
  if (!existsSync(library)) return undefined
  const file = join(dir, 'clock')
  const set = (seconds: number) => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}`)
    renameSync(`${file}.new`, file)
  }
  set(0)
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      // Pauses and time-outs go on: what jumps is what the clock on the wall says.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    async jump(seconds, forMs) {
      set(seconds)
      await sleep(forMs)
      set(0)
    },
  }
}
