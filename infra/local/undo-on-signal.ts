import { constants } from 'node:os'

type Undo = () => void | Promise<void>

// A signal may come twice at once: from the terminal and from whoever started us. Later it is impatience.
const sameCtrlCMs = 1_000

const undoing = new Set<() => Promise<void>>()
let isListening = false
let askedAtMs: number | undefined

/**
 * Has something undone when this program is interrupted, what came last first; the program ends then, with the status of the
 * signal. Within a test runner, which ends its tests itself, signals are left alone.
 * @returns what undoes it now, once, however often it is called
 */
export function undoOnSignal(undo: Undo): () => Promise<void> {
  let undone: Promise<void> | undefined
  const undoOnce = () => {
    undone ??= (async () => undo())().finally(() => undoing.delete(undoOnce))
    return undone
  }
  if (process.env.VITEST) return undoOnce
  undoing.add(undoOnce)
  if (!isListening)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void interrupt(128 + constants.signals[signal]))
  isListening = true
  return undoOnce
}

async function interrupt(status: number): Promise<void> {
  const nowMs = Date.now()
  if (askedAtMs !== undefined && nowMs - askedAtMs > sameCtrlCMs) process.exit(status)
  if (askedAtMs !== undefined) return
  askedAtMs = nowMs
  process.stderr.write('\n▸ Clearing up; once more to stop at once\n')
  // What is under way loses what it works with and fails: that is no news, and must not end the clearing up.
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {})
  for (const undo of [...undoing].toReversed()) {
    await undo().catch((error: unknown) => process.stderr.write(`${error}\n`))
  }
  process.exit(status)
}
