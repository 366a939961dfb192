import { ApiError } from './api.ts'
import type { Messages } from './messages/fr/fr.ts'

/** What went wrong and what to do about it, in the words of the person where there are any. */
export function explainError(error: unknown, text: Messages): string {
  if (error instanceof ApiError) return text.advice[error.problem.code] ?? error.message
  return error instanceof Error ? error.message : String(error)
}
