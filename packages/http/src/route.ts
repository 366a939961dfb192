import { type AuditAction, type Operation, ProblemError } from '@invoice-ml/contracts'
import type { Express, Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { admit, type Caller, callerOf, requireGuards, type Trail } from './guards.ts'
import { readJson } from './json-body.ts'
import { toProblemError } from './problem-handler.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined

/** A request whose parts have been checked against its operation. */
export type Call<T extends Operation> = {
  params: Parsed<T['params']>
  query: Parsed<T['query']>
  headers: Parsed<T['headers']>
  requestId: string
  /** What the audit trail calls who asks. */
  actor: string
  /** What the request is called in its trace, while traces are sent. */
  traceparent: string | undefined
  body: Parsed<T['json']>
  /** Tells the audit trail that what was asked for is shown. */
  noteRead: (action: AuditAction, target?: string) => void
  /** Whether who asks would still be let in: for answers that take long. */
  isStillAllowed: () => Promise<boolean>
  request: Request
  response: Response
}

/** What a handler answers; undefined when it has answered by itself, as with a stream. */
export type Answer = {
  status: number
  body?: unknown
  /** JSON text that is sent as it is, in place of a body. */
  json?: string
  headers?: Record<string, string>
  /** What the audit trail names, where the address of the request does not. */
  target?: string
}

/**
 * Serves an operation: the caller holds its scope, its parts are checked before the handler sees them, and what the audit
 * trail is to know is noted before it is done.
 */
export function route<const T extends Operation>(
  app: Express,
  operation: T,
  handler: (call: Call<T>) => Promise<Answer | undefined>,
  ...before: RequestHandler[]
): void {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
  const parts: Operation = { ...operation, query: operation.query?.strict() }
  const readers = operation.json ? [readJson] : []
  const name: RequestHandler = (_request, response, next) => {
    response.locals.operation = operation.id
    next()
  }
  const guards = requireGuards(app)
  const entry = [name, admit(guards, operation.scope), ...before, ...readers]
  app[operation.method](path, ...entry, async (request, response) => {
    // Express would answer 304 to `*`, which no other answer is prepared for.
    if (!parts.success[304]) delete request.headers['if-none-match']
    // It asks caches on the way to come here (RFC 9111, 5.2.1.4), and fetch sends it with every If-None-Match.
    else delete request.headers['cache-control']
    const parsed = parseCall(parts, request, response)
    const visit = { caller: knownCaller(response), requestId: parsed.requestId }
    const { actor } = visit.caller
    const call = {
      ...parsed,
      actor,
      noteRead: noteReadOf(guards.trail, visit),
      isStillAllowed: () => guards.gate.isStillAllowed(operation.scope, request),
    }
    // The schemas that make the types are the ones that parse.
    const act = () => handler(call as Call<T>)
    const target = firstOf(request.params)
    const answer = operation.audit
      ? await noted(guards.trail, { ...visit, action: operation.audit, target }, act)
      : await act()
    if (answer) send(response, answer)
  })
}

type Visit = { caller: Caller; requestId: string }

function knownCaller(response: Response): Caller {
  const caller = callerOf(response)
  if (!caller) throw new Error('The gate let in nobody')
  return caller
}

function noteReadOf(trail: Trail, { caller, requestId }: Visit): Call<Operation>['noteRead'] {
  return (action, target) => trail.noteRead({ ...caller, action, target, requestId })
}

/** What an address names comes first in it. */
function firstOf(params: Request['params']): string | undefined {
  const [first] = Object.values(params)
  return typeof first === 'string' ? first : undefined
}

/** Does what is noted, between its noting and the noting of what came of it. */
async function noted(
  trail: Trail,
  { caller, ...deed }: Visit & { action: AuditAction; target: string | undefined },
  act: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const entry = await trail.begin({ ...caller, ...deed })
  try {
    const answer = await act()
    await trail.settle(entry, 'done', answer?.target)
    return answer
  } catch (error) {
    await trail.settle(entry, toProblemError(error).code)
    throw error
  }
}

/** Any other method on the paths of the operations: 405, with the methods that are served. */
export function refuseOtherMethods(
  app: Express,
  operations: readonly Pick<Operation, 'path' | 'method'>[],
): void {
  for (const [path, served] of Map.groupBy(operations, (operation) => operation.path)) {
    const methods = served.map(({ method }) => method.toUpperCase())
    // Express answers HEAD by what it knows of GET.
    const allowed = (methods.includes('GET') ? ['HEAD', ...methods] : methods).join(', ')
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (request, response) => {
      response.setHeader('Allow', allowed)
      throw new ProblemError('method-not-allowed', `${request.method} is not served at ${path}`)
    })
  }
}

function parseCall(
  { params, query, headers, json }: Pick<Operation, 'params' | 'query' | 'headers' | 'json'>,
  request: Request,
  response: Response,
) {
  return {
    params: parsePart('path', params, request.params),
    query: parsePart('query', query, request.query),
    headers: parsePart('header', headers, request.headers),
    body: parsePart('body', json, request.body),
    requestId: response.locals.requestId,
    traceparent: response.locals.traceparent,
    request,
    response,
  }
}

/** Checks one part of a request. @throws ProblemError `invalid-request` with an entry for every mistake */
export function parsePart(where: string, schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => ({
    path: [where, ...path].join('.'),
    message,
  }))
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  throw new ProblemError('invalid-request', detail, { errors })
}

function send(response: Response, { status, body, json, headers }: Answer): void {
  response.status(status)
  if (headers) response.set(headers)
  if (json !== undefined) response.type('json').send(json)
  else if (body === undefined) response.end()
  else response.json(body)
}
