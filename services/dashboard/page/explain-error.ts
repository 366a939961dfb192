import type { Problem } from '@invoice-ml/contracts'
import { ApiError } from './api.ts'
import type { Messages } from './messages/fr/fr.ts'

/** What went wrong and what to do about it, in the words of the person where there are any. */
export function explainError(error: unknown, text: Messages): string {
  if (error instanceof ApiError) return explainProblem(error.problem, text)
  return error instanceof Error ? error.message : String(error)
}

/** What to do about a problem. One that a newer platform has come to know has its title alone. */
export function explainProblem(
  { code, title }: Pick<Problem, 'code' | 'title'>,
  { advice }: Messages,
): string {
  const known: Partial<Messages['advice']> = advice
  return known[code] ?? title
}
