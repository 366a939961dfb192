import { afterEach, expect, test, vi } from 'vitest'
import { beginningOf, dayOf, endOf, today } from './day-of.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

test.each([
  ['15/01/2026', '2026-01-15'],
  ['2026-01-15', '2026-01-15'],
  ['15 janvier 2026', '2026-01-15'],
  ['31/02/2026', undefined],
  ['2026', undefined],
  ['hier', undefined],
  ['', undefined],
])('%j is the day %s', (typed, expected) => {
  expect(dayOf(typed)).toBe(expected)
})

test.each([
  ['America/New_York', '2026-01-15T05:00:00.000Z', '2026-01-16T04:59:59.999Z', '2026-01-15'],
  ['Asia/Tokyo', '2026-01-14T15:00:00.000Z', '2026-01-15T14:59:59.999Z', '2026-01-16'],
])('a day in %s lasts from %s to %s', (zone, begins, ends, now) => {
  vi.stubEnv('TZ', zone)
  vi.useFakeTimers({ now: new Date('2026-01-15T20:00:00Z') })

  const moments = [beginningOf('2026-01-15'), endOf('2026-01-15'), today()]

  expect(moments).toEqual([begins, ends, now])
})

test.each(['x', '2026-02-31', '2026', ''])('%j has no beginning', (day) => {
  expect(beginningOf(day)).toBe(undefined)
})
