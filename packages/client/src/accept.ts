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

/** The response itself, when it is no problem. @throws ProblemError, UnknownAnswer */
export function accept(response: AxiosResponse): AxiosResponse {
  const { status } = response
  if (status < 400) return response
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
  const message = detail ?? title ?? `The platform answered ${status}, and not why`
  throw new UnknownAnswer(message, { status, code, retryAfterSeconds })
}
