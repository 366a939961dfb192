import { z } from 'zod'
import type { ProblemCode } from '../problem.ts'

export const flag = z.stringbool()

/** What any operation may be answered with. */
export const everywhere = [
  'unauthenticated',
  'internal-error',
  'service-unavailable',
] as const satisfies ProblemCode[]
