import { z } from 'zod'
import type { ProblemCode } from '../problem.ts'

/** A boolean of a query: `true` or `false`, and nothing else. */
export const flag = z.preprocess((text) => flags.get(text) ?? text, z.boolean())

const flags = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
])

/** A whole number of an address: digits, and nothing that merely converts to a number. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  return z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text),
    z.int().min(min).max(max),
  )
}

/** What a text says as JSON; the text itself, for the schema to refuse, when it says nothing. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What any operation may be answered with. */
export const everywhere = [
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'internal-error',
  'service-unavailable',
] as const satisfies ProblemCode[]
