import { normalise } from './review/normalise.ts'

/** The day that a person has typed, as 2026-01-15; undefined when it is none that there is. */
export function dayOf(typed: string): string | undefined {
  const day = normalise('date', typed)
  const moment = new Date(day)
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  return isDay && day.length === 10 ? day : undefined
}

/** When a day begins where the page is looked at, in ISO 8601; undefined for what is none: an address may hold anything. */
export function beginningOf(day: string): string | undefined {
  return momentAt(day, '00:00:00.000')
}

/** When a day ends where the page is looked at, in ISO 8601. */
export function endOf(day: string): string | undefined {
  return momentAt(day, '23:59:59.999')
}

/** The day that it is where the page is looked at, as 2026-01-15. */
export function today(): string {
  const now = new Date()
  const sinceUtcMs = now.getTimezoneOffset() * 60_000
  return new Date(now.getTime() - sinceUtcMs).toISOString().slice(0, 10)
}

function momentAt(day: string, time: string): string | undefined {
  if (dayOf(day) !== day) return undefined
  // Without a zone it is the local time.
  return new Date(`${day}T${time}`).toISOString()
}
