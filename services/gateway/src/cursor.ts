import { ProblemError } from '@invoice-ml/contracts'
import { z } from 'zod'

export type Position = { at: Date; id: string }

const Cursor = z.tuple([z.iso.datetime(), z.string()])

/** Where a page ended, as clients carry it. */
export function writePosition({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
}

/**
 * @param idSchema what the identifiers of the list look like
 * @throws ProblemError `invalid-request` for anything that writePosition did not write
 */
export function readPosition(text: string, idSchema: z.ZodType<string>): Position {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { at: new Date(at), id: idSchema.parse(id) }
  } catch (error) {
    const message = 'expected `next_cursor` of the page before'
    throw new ProblemError('invalid-request', `query.cursor: ${message}`, {
      errors: [{ path: 'query.cursor', message }],
      cause: error,
    })
  }
}
