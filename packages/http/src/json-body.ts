import { ProblemError } from '@invoice-ml/contracts'
import express, { type Request, type RequestHandler } from 'express'
import { hasBody } from './has-body.ts'

const maxBytes = 2_000_000
// The server waits longer, for uploads.
const patienceMs = 60_000

// Deeper than anything that is asked for; parsing a million lists in one another would hold all others up.
const maxDepth = 50

const parse = express.json({
  limit: maxBytes,
  verify: (_request, _response, body) => refuseDepth(body),
})

const [quote, backslash] = [0x22, 0x5c]
const opening = [0x5b, 0x7b]
const closing = [0x5d, 0x7d]

function refuseDepth(body: Buffer): void {
  let depth = 0
  let isText = false
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0
    if (isText && byte === backslash) at += 1
    else if (byte === quote) isText = !isText
    else if (!isText && opening.includes(byte)) depth += 1
    else if (!isText && closing.includes(byte)) depth -= 1
    if (depth > maxDepth) throw new Error(`it is nested deeper than ${maxDepth}`)
  }
}

/** Reads a body of JSON. @throws ProblemError `invalid-request`, `request-too-large`, `request-timeout` */
export const readJson = createJsonReader(patienceMs)

/** Reads bodies of JSON, bounded in size and time. */
export function createJsonReader(patienceMs: number): RequestHandler {
  return async (request, response, next) => {
    // The operation's schema decides whether it may be left out.
    if (hasBody(request)) {
      refuseOtherThanJson(request)
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const deadline = setTimeout(() => reject(bodyTimeout()), patienceMs)
      parse(request, response, (error: unknown) => (error ? reject(asProblem(error)) : resolve()))
      await promise.finally(() => clearTimeout(deadline))
    }
    next()
  }
}

/** A body that did not come in its time, of a client that is still there to hear so. */
export function bodyTimeout(): ProblemError {
  return new ProblemError('request-timeout', 'The body did not come in time')
}

function refuseOtherThanJson(request: Request): void {
  if (!request.is('application/json'))
    throw new ProblemError('invalid-request', 'Send a body with Content-Type: application/json')
  // JSON between systems is UTF-8 (RFC 8259, 8.1); the depth is looked for in its bytes.
  if (!/^utf-?8$/i.test(charsetOf(request) ?? 'utf-8'))
    throw new ProblemError('invalid-request', 'Send the body in UTF-8')
}

function charsetOf(request: Request): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(request.get('content-type') ?? '')?.[1]
}

/** What the parser of bodies has against it; where it blames nobody, the error itself. */
function asProblem(error: unknown): Error {
  if (!(error instanceof Error) || !('status' in error)) return error as Error
  // zlib's complaints have no type.
  if (!('type' in error))
    return new ProblemError('invalid-request', 'The body is not encoded as Content-Encoding says', {
      cause: error,
    })
  if (error.type === 'entity.too.large')
    return new ProblemError(
      'request-too-large',
      `The body has more than ${maxBytes / 1_000_000} MB`,
    )
  return new ProblemError('invalid-request', `The body is not read: ${error.message}`, {
    cause: error,
  })
}
