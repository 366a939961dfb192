import { ProblemError } from '@invoice-ml/contracts'
import express, { type NextFunction, type Request, type Response } from 'express'

const maxBytes = 2_000_000
// The server waits longer, for uploads.
const patienceMs = 60_000

const parse = express.json({ limit: maxBytes })

/** Reads a body of JSON, bounded in size and time. @throws ProblemError `invalid-request`, `request-too-large` */
export function readJson(request: Request, response: Response, next: NextFunction): void {
  if (!request.is('application/json'))
    throw new ProblemError('invalid-request', 'Send a body with Content-Type: application/json')
  const deadline = setTimeout(() => request.destroy(), patienceMs)
  parse(request, response, (error: unknown) => {
    clearTimeout(deadline)
    next(error && asProblem(error))
  })
}

/** What the parser of bodies has against it. */
function asProblem(error: unknown): Error {
  if (!(error instanceof Error) || !('type' in error)) return error as Error
  if (error.type === 'entity.too.large')
    return new ProblemError(
      'request-too-large',
      `The body has more than ${maxBytes / 1_000_000} MB`,
    )
  return new ProblemError('invalid-request', `The body is no JSON: ${error.message}`, {
    cause: error,
  })
}
