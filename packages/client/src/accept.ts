import { Problem, ProblemError } from '@invoice-ml/contracts'
import type { AxiosResponse } from 'axios'
import { z } from 'zod'

/** An answer that is no problem of the catalogue: of a proxy, or of a platform that is newer than this client. */
export class UnknownAnswer extends Error {
  override readonly name = 'UnknownAnswer'
  /** HTTP status. */
  readonly status: number
  /** Of a problem that this client does not know. */
  readonly code: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    message: string,
    answer: { status: number; code?: string | undefined; retryAfterSeconds?: number | undefined },
  ) {
    super(message)
    this.status = answer.status
    this.code = answer.code
    this.retryAfterSeconds = answer.retryAfterSeconds
  }
}

const NewerProblem = Problem.extend({ code: z.string() })

/** Whether the platform did what it was asked: who is sent elsewhere has got nothing. */
export function isDone({ status }: AxiosResponse): boolean {
  return status >= 200 && status < 300
}

/** The response itself, when it is neither a problem nor a redirect. @throws ProblemError, UnknownAnswer */
export function accept(response: AxiosResponse): AxiosResponse {
  const { status } = response
  if (isDone(response)) return response
  const seconds = Number(response.headers['retry-after'])
  const retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined
  const known = Problem.safeParse(response.data)
  if (known.success) {
    const { code, detail, title, errors } = known.data
    throw new ProblemError(code, detail ?? title, {
      ...(errors === undefined ? {} : { errors }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
  }
  const newer = NewerProblem.safeParse(response.data)
  const { code, detail, title } = newer.data ?? {}
  const message = detail ?? title ?? describe(response)
  throw new UnknownAnswer(message, { status, code, retryAfterSeconds })
}

function describe({ status, headers: { location } }: AxiosResponse): string {
  return location === undefined
    ? `The platform answered ${status}, and not why`
    : `Something before the platform answered ${status}, towards ${location}: baseUrl has to lead there`
}
