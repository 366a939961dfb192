import { ProblemError } from '@invoice-ml/contracts'
import { isOutage, type Logger } from '@invoice-ml/runtime'
import type { NextFunction, Request, Response } from 'express'
import { hasBody } from './has-body.ts'

/** Any error → application/problem+json. Goes behind all routes; the only place that knows. */
export function problemHandler(logger: Logger) {
  // Express knows an error handler by its four parameters.
  return async (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const problem = toProblemError(error)
    const requestId: string | undefined = response.locals.requestId
    if (problem.code === 'internal-error')
      logger.error('request failed', { requestId, error: problem.cause ?? problem })
    if (response.headersSent) {
      response.destroy()
      return
    }
    // Who was too slow has been waited for.
    const isComplete = problem.code !== 'request-timeout' && (await isReceived(request))
    if (!isComplete) response.setHeader('Connection', 'close')
    if (problem.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(problem.retryAfterSeconds))
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem.toProblem(request.path, requestId)))
  }
}

// A client that is still sending hears no answer, so what it sends is thrown away for a while: any document, not any amount.
const patienceMs = 2_000
const patienceBytes = 64_000_000

/** Whether all of the request's body has come; the connection of any other ends with the answer. */
async function isReceived(request: Request): Promise<boolean> {
  if (request.complete || !hasBody(request)) return true
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patienceMs)
  let size = 0
  const throwAway = (chunk: Buffer) => {
    size += chunk.length
    if (size > patienceBytes) resolve()
  }
  request.once('end', resolve).once('close', resolve).on('data', throwAway).resume()
  await promise
  clearTimeout(timer)
  return request.complete
}

/** No route has answered. Goes behind all routes, before the problem handler. */
export function unknownRoute(request: Request): never {
  throw new ProblemError('not-found', `Nothing is served at ${request.path}`)
}

/** What any error is to a client: itself, `service-unavailable` where something is away for a while, or a fault of ours. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (isOutage(error))
    return new ProblemError('service-unavailable', 'A part of the platform is not reachable', {
      cause: error,
      retryAfterSeconds: 5,
    })
  if (isMalformedAddress(error))
    return new ProblemError('invalid-request', 'The address is not encoded correctly')
  if (isFaultOfClient(error))
    return new ProblemError('invalid-request', 'The request cannot be answered in this form')
  return new ProblemError('internal-error', 'The platform failed', { cause: error })
}

function isMalformedAddress(error: unknown): boolean {
  return error instanceof URIError
}

/** What Express and its middleware have against a request carries a status, as of http-errors. */
function isFaultOfClient(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500
}
