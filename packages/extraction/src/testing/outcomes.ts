import type { Check } from '../checks/check.ts'

/** Whether each check passed, by its id. */
export function outcomes(checks: Check[]): Record<string, boolean> {
  return Object.fromEntries(checks.map(({ id, passed }) => [id, passed]))
}
