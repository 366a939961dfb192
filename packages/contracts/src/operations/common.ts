import { z } from 'zod'
import type { ProblemCode } from '../problem.ts'

export const flag = z.stringbool()

/** What any operation may be answered with. */
export const everywhere = [
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'internal-error',
  'service-unavailable',
] as const satisfies ProblemCode[]
