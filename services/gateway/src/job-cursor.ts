import { JobId } from '@invoice-ml/contracts'
import type { JobCursor } from '@invoice-ml/storage'
import { readPosition, writePosition } from './cursor.ts'

/** Where a page of jobs ended, as clients carry it. */
export function writeCursor({ createdAt, id }: JobCursor): string {
  return writePosition({ at: createdAt, id })
}

/** @throws ProblemError `invalid-request` for anything that writeCursor did not write */
export function readCursor(text: string): JobCursor {
  const { at, id } = readPosition(text, JobId)
  return { createdAt: at, id }
}
