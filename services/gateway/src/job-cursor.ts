import { JobId, ProblemError } from '@invoice-ml/contracts'
import type { JobCursor } from '@invoice-ml/storage'
import { z } from 'zod'

const Cursor = z.tuple([z.iso.datetime(), JobId])

/** Where a page of jobs ended, as clients carry it. */
export function writeCursor({ createdAt, id }: JobCursor): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url')
}

/** @throws ProblemError `invalid-request` for anything that writeCursor did not write */
export function readCursor(text: string): JobCursor {
  try {
    const [createdAt, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { createdAt: new Date(createdAt), id }
  } catch (error) {
    const message = 'expected `next_cursor` of the page before'
    throw new ProblemError('invalid-request', `query.cursor: ${message}`, {
      errors: [{ path: 'query.cursor', message }],
      cause: error,
    })
  }
}
