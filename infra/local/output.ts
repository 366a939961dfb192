import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

const keptBytes = 8_000
const maxLogBytes = 20_000_000

export type Output = {
  write: (chunk: Buffer) => void
  /** The last that was printed, at most some screens. */
  tail: () => string
  close: () => void
}

/**
 * Where the output of a process goes: into a file when one is named (20 MB, and as much of the file before), and its
 * end into memory, to be shown when the process fails.
 */
export function createOutput(file: string | undefined): Output {
  let kept = Buffer.alloc(0)
  let log = file === undefined ? undefined : openLog(file)

  function close(): void {
    if (log !== undefined) closeSync(log.descriptor)
    log = undefined
  }

  return {
    write(chunk) {
      kept = Buffer.concat([kept, chunk]).subarray(-keptBytes)
      if (file === undefined) return
      try {
        log ??= openLog(file)
        log.sizeBytes += writeSync(log.descriptor, chunk)
        if (log.sizeBytes > maxLogBytes) close()
      } catch {
        // The disk is full: a line is lost, and the platform goes on.
      }
    },
    tail: () => kept.toString('utf8').trimEnd(),
    close,
  }
}

function openLog(file: string): { descriptor: number; sizeBytes: number } {
  // Somebody may have cleared up meanwhile.
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`)
  return { descriptor: openSync(file, 'a'), sizeBytes: existsSync(file) ? statSync(file).size : 0 }
}
