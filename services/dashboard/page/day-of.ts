import { normalise } from './review/normalise.ts'

/** The day that a person has typed, as 2026-01-15; undefined when it is none that there is. */
export function dayOf(typed: string): string | undefined {
  const day = normalise('date', typed)
  const moment = new Date(day)
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  return isDay && day.length === 10 ? day : undefined
}
