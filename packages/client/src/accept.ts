import { Problem, ProblemError } from '@invoice-ml/contracts'
import type { AxiosResponse } from 'axios'

/** The response itself, when it is no problem. @throws ProblemError */
export function accept(response: AxiosResponse): AxiosResponse {
  if (response.status < 400) return response
  const problem = Problem.safeParse(response.data)
  if (!problem.success) throw new Error(`The platform answered ${response.status}, and not why`)
  const { code, detail, title, errors } = problem.data
  const seconds = Number(response.headers['retry-after'])
  throw new ProblemError(code, detail ?? title, {
    ...(errors === undefined ? {} : { errors }),
    ...(Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}),
  })
}
