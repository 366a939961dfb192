import { type Operation, ProblemError } from '@invoice-ml/contracts'
import type { Express, Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { readJson } from './json-body.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined

/** A request whose parts have been checked against its operation. */
export type Call<T extends Operation> = {
  params: Parsed<T['params']>
  query: Parsed<T['query']>
  headers: Parsed<T['headers']>
  requestId: string
  body: Parsed<T['json']>
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
}

/** Serves an operation: its parts are checked before the handler sees them. */
export function route<const T extends Operation>(
  app: Express,
  operation: T,
  handler: (call: Call<T>) => Promise<Answer | undefined>,
  ...before: RequestHandler[]
): void {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
  const parts = { ...operation, query: operation.query?.strict() }
  const readers = operation.json ? [readJson] : []
  const name: RequestHandler = (_request, response, next) => {
    response.locals.operation = operation.id
    next()
  }
  app[operation.method](path, name, ...before, ...readers, async (request, response) => {
    // The schemas that make the types are the ones that parse.
    const call = parseCall(parts, request, response) as Call<T>
    const answer = await handler(call)
    if (answer) send(response, answer)
  })
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
