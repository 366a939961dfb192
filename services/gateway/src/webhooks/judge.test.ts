import { expect, test } from 'vitest'
import { judge } from './judge.ts'

const nowMs = Date.parse('2026-01-15T10:30:00Z')
const first = { tries: 0, schedule: [5, 300], nowMs, random: 0 }

test.each([200, 201, 202, 204, 299])('%i means received', (status) => {
  expect(judge({ status }, first)).toEqual({ status: 'delivered' })
})

test.each([301, 307, 400, 401, 404, 429, 500, 503])('%i is tried again', (status) => {
  expect(judge({ status }, first)).toEqual({ status: 'pending', retryAfterMs: 5_000 })
})

test('a 200 whose end never came is tried again', () => {
  expect(judge({ status: 200, error: 'aborted' }, first)).toMatchObject({ status: 'pending' })
})

test('410 is the end, whatever else might be tried', () => {
  expect(judge({ status: 410 }, first)).toEqual({ status: 'failed', isGone: true })
})

test('pauses follow the schedule, and up to a fifth is added', () => {
  const second = { ...first, tries: 1 }

  expect(judge({ status: 500 }, second)).toMatchObject({ retryAfterMs: 300_000 })
  expect(judge({ status: 500 }, { ...second, random: 1 })).toMatchObject({ retryAfterMs: 360_000 })
})

test('after the last pause it has failed', () => {
  expect(judge({ status: 500 }, { ...first, tries: 2 })).toEqual({
    status: 'failed',
    isGone: false,
  })
})

test.each([
  ['120', 120_000],
  ['Thu, 15 Jan 2026 10:40:00 GMT', 600_000],
  ['1', 5_000],
  ['999999999', 86_400_000],
  ['Sun, 15 Jan 2036 10:40:00 GMT', 86_400_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 5_000],
  ['soon', 5_000],
  ['-5', 5_000],
])('Retry-After: %s makes a pause of %i ms', (retryAfter, retryAfterMs) => {
  expect(judge({ status: 503, retryAfter }, first)).toEqual({ status: 'pending', retryAfterMs })
})
