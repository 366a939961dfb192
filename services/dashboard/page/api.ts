import type { operations, Problem } from '@invoice-ml/contracts'
import type { z } from 'zod'

type AnyOperation = (typeof operations)[number]

/** The operation of a method and a path, as the contracts declare it. */
type OperationAt<Method, Path> = Extract<AnyOperation, { method: Method; path: Path }>

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never

type Parts<T> = {
  [Part in 'params' | 'query' | 'json' as Part extends keyof T
    ? Part
    : never]?: Part extends keyof T ? Input<T[Part]> : never
} & { signal?: AbortSignal }

type Successes<T> = T extends { success: infer S } ? S[keyof S] : never

/** What the operation answers. */
export type AnswerOf<T> =
  Successes<T> extends infer One
    ? One extends { body: z.ZodType }
      ? z.output<One['body']>
      : undefined
    : never

/** The platform has said no; `problem` says why. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title)
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Where the server of the page hands on to the gateway: below the page, so that a proxy has one path to send here. */
export const gatewayPath = '/dashboard/api'

/** What tells the server that the page itself asks. */
export const pageHeaders = { 'X-Requested-By': 'invoice-ml-dashboard' }

/**
 * Calls an operation of the gateway by its method and path.
 *
 * @throws ApiError with the problem that it answers, `service-unavailable` when there is no answer
 */
export async function call<
  const Method extends AnyOperation['method'],
  const Path extends Extract<AnyOperation, { method: Method }>['path'],
>(
  method: Method,
  path: Path,
  parts: Parts<OperationAt<Method, Path>> = {},
): Promise<AnswerOf<OperationAt<Method, Path>>> {
  const { params, query, json, signal } = parts as Loose
  const init: RequestInit = {
    method: method.toUpperCase(),
    headers: {
      ...pageHeaders,
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(signal === undefined ? {} : { signal }),
  }
  // The server validates what it sends against the same operation.
  return (await request(addressOf(path, params, query), init)) as AnswerOf<
    OperationAt<Method, Path>
  >
}

type Loose = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  json?: unknown
  signal?: AbortSignal
}

/** The address of an operation, for what a browser fetches by itself: images, downloads, events. */
export function addressOf(
  path: AnyOperation['path'],
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return `${gatewayPath}${filled}${search.size > 0 ? `?${search}` : ''}`
}

/** Asks the server of the page; JSON or nothing comes back. @throws ApiError */
export async function request(address: string, init: RequestInit = {}): Promise<unknown> {
  const response = await ask(address, init)
  return response.status === 204 ? undefined : response.json().catch(() => undefined)
}

/** A file of the gateway, and what it is to be called. @throws ApiError */
export async function fetchFile(address: string): Promise<{ name: string; content: Blob }> {
  const response = await ask(address)
  const content = await response.blob().catch(() => {
    throw new ApiError(noAnswer)
  })
  return { name: nameIn(response.headers.get('Content-Disposition') ?? ''), content }
}

/** Whatever is answered, whether it says yes or no. @throws ApiError `service-unavailable` when nothing is */
export function reach(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(noAnswer)
  })
}

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await reach(address, init)
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => undefined)
  throw new ApiError(problemIn(body) ?? noAnswer, retryAfterOf(response.headers.get('Retry-After')))
}

/** The name of a file as RFC 6266 writes it: in UTF-8 where it is not plain. */
export function nameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? []
  if (encoded !== undefined) return decodeURIComponent(encoded)
  const [, quoted, bare] =
    /filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)/i.exec(disposition) ?? []
  return (quoted?.replaceAll(/\\(.)/g, '$1') ?? bare) || 'export'
}

export const noAnswer: Problem = {
  type: '/problems/service-unavailable',
  title: 'The platform does not answer',
  status: 503,
  code: 'service-unavailable',
}

/** The problem in an answer, which every answer that says no holds. */
export function problemIn(body: unknown): Problem | undefined {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'title' in body
  // The server made it by the catalogue of problems.
  return isProblem ? (body as Problem) : undefined
}

/** Seconds of the header Retry-After. */
export function retryAfterOf(header: string | null): number | undefined {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) ? seconds : undefined
}
