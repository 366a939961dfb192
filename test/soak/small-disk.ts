import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type SmallDisk = {
  dir: string
  /** Leaves no byte free for so long. */
  beFull: (forMs: number) => Promise<void>
  remove: () => void
}

const refillEveryMs = 200

/** A file system of its own at this folder, in memory. Undefined where we may not mount one. */
export function createSmallDisk(dir: string, megabytes: number): SmallDisk | undefined {
  mkdirSync(dir, { recursive: true })
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir])
  if (status !== 0) return undefined
  const filling = (index: number) => join(dir, `filling-${index}`)
  return {
    dir,
    async beFull(forMs) {
      const endsAt = performance.now() + forMs
      let files = 0
      try {
        // What is erased meanwhile is taken as well.
        while (performance.now() < endsAt) {
          const { bavail, bsize } = statfsSync(dir)
          if (bavail > 0) fill(filling(files++), bavail * bsize)
          await sleep(refillEveryMs)
        }
      } finally {
        while (files > 0) rmSync(filling(--files), { force: true })
      }
    },
    remove: () => void spawnSync('umount', ['-l', dir]),
  }
}

/** As much as there is room for; more is refused, which is as full as it gets. */
function fill(path: string, sizeBytes: number): void {
  spawnSync('fallocate', ['-l', `${sizeBytes}`, path])
}
