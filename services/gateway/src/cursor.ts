import { ProblemError } from '@invoice-ml/contracts'
import type { z } from 'zod'

export type Position = { at: Date; id: string }

/** Where a page ended, as clients carry it: the time in milliseconds and the entry. */
export function writePosition({ at, id }: Position): string {
  return `${at.getTime()}-${id}`
}

/**
 * @param idSchema what the identifiers of the list look like
 * @throws ProblemError `invalid-request` for anything that writePosition did not write
 */
export function readPosition(text: string, idSchema: z.ZodType<string>): Position {
  const [, timeMs, id] = /^(\d{1,13})-(.+)$/.exec(text) ?? []
  const known = idSchema.safeParse(id)
  if (timeMs !== undefined && known.success) return { at: new Date(Number(timeMs)), id: known.data }
  const message = 'expected `next_cursor` of the page before'
  throw new ProblemError('invalid-request', `query.cursor: ${message}`, {
    errors: [{ path: 'query.cursor', message }],
  })
}
