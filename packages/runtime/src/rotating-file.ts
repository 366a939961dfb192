import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

export type RotatingFile = { write: (line: string | Buffer) => void; close: () => void }

export type RotatingFileOptions = {
  path: string
  /** What a file may hold before it is moved aside, and how many that were are kept: `system.log.1` is the youngest. */
  maxBytes: number
  maxFiles: number
  /** Told once when writing begins to fail, as when the disk is full. */
  onTrouble: (error: unknown) => void
}

const lookEveryMs = 1_000
// A process that ended in the middle of it leaves its lock behind.
const staleLockMs = 10_000

/**
 * A file that several processes append lines to. Each looks now and then whether another has moved it aside; whoever finds it
 * full does so, one at a time. A line that cannot be written is lost, and the process goes on.
 */
export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { path, maxBytes, onTrouble } = options
  const lookEveryBytes = Math.min(65_536, Math.ceil(maxBytes / 16))
  let descriptor: number | undefined
  let [unseenBytes, lookedAt, isInTrouble] = [0, 0, false]

  function reopen(): number {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
    mkdirSync(dirname(path), { recursive: true })
    descriptor = openSync(path, 'a')
    return descriptor
  }

  /** The open file, which is the one of that name, and not full. */
  function current(): number {
    const now = Date.now()
    if (descriptor === undefined) return reopen()
    if (unseenBytes < lookEveryBytes && now - lookedAt < lookEveryMs) return descriptor
    ;[unseenBytes, lookedAt] = [0, now]
    const named = statSync(path, { throwIfNoEntry: false })
    if (named?.ino !== fstatSync(descriptor).ino) return reopen()
    if (named.size < maxBytes) return descriptor
    moveAside(options)
    return reopen()
  }

  return {
    write: (line) => {
      try {
        const written = Buffer.from(line)
        writeSync(current(), written)
        unseenBytes += written.length
        isInTrouble = false
      } catch (error) {
        if (!isInTrouble) onTrouble(error)
        isInTrouble = true
      }
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}

/** Renames the file and those before it by one; the oldest goes. Leaves it to another process that is at it. */
function moveAside({ path, maxBytes, maxFiles }: RotatingFileOptions): void {
  const lock = `${path}.rotating`
  if (!takeLock(lock)) return
  try {
    // Another process has done so a moment ago.
    if (statSync(path).size < maxBytes) return
    for (let number = maxFiles - 1; number >= 1; number -= 1)
      if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
    renameSync(path, `${path}.1`)
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'))
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const held = statSync(lock, { throwIfNoEntry: false })
    if (held && Date.now() - held.mtimeMs > staleLockMs) rmSync(lock, { force: true })
    return false
  }
}
