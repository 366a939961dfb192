import type { ReaderMessage } from './reader-protocol.ts'

/** Tells the parent what is wrong with the model, and ends the process once that is on its way. */
export function refuse(error: unknown): Promise<never> {
  const reason = error instanceof Error ? error.message : String(error)
  const message: ReaderMessage = { type: 'refused', reason }
  return new Promise(() => process.send?.(message, () => process.exit(1)))
}
