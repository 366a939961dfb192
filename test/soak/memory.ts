import type { Platform } from '../../infra/local/platform.ts'
import { spreadOf } from '../load/statistics.ts'
import { familyOf, memoryOf } from '../support/processes.ts'

export type MemoryWatch = {
  /** Of each service the median megabytes in each third of the time. */
  stop: () => { name: string; megabytes: [number, number, number] }[]
}

const everyMs = 2_000

/** Looks regularly at what each service holds, with all below it. */
export function watchMemory(platform: Platform): MemoryWatch {
  const held = new Map(platform.names.map((name) => [name, [] as number[]]))
  const timer = setInterval(() => {
    for (const [name, values] of held) {
      const bytes = heldBy(platform.pid(name))
      if (bytes !== undefined) values.push(bytes / 1e6)
    }
  }, everyMs)
  return {
    stop() {
      clearInterval(timer)
      return Array.from(held, ([name, values]) => {
        const third = Math.ceil(values.length / 3)
        const median = (part: number) =>
          spreadOf(values.slice(part * third, (part + 1) * third)).median
        return { name, megabytes: [median(0), median(1), median(2)] }
      })
    },
  }
}

/** Undefined while it is being replaced. */
function heldBy(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined
  try {
    return familyOf(pid).reduce((total, one) => total + memoryOf(one), 0)
  } catch {
    return undefined
  }
}
