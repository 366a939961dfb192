import { expect, test } from 'vitest'
import { createId } from './create-id.ts'
import { JobId, RequestId } from './id.ts'

test('an identifier is its prefix and 26 characters of Crockford base 32', () => {
  const id = createId('job')

  expect(id).toMatch(/^job_[0-9a-hjkmnp-tv-z]{26}$/)
  expect(JobId.safeParse(id).success).toBe(true)
})

test('its first ten characters are the time, as in a ULID', () => {
  // The ULID specification's example: 01ARYZ6S41 is 1469918176385 ms.
  const id = createId('job', 1_469_918_176_385)

  expect(id.slice(0, 14)).toBe('job_01aryz6s41')
})

test('identifiers sort by age', () => {
  const days = ['2026-01-15', '2026-01-16', '2026-12-31', '2031-01-01', '2099-01-01']
  const ids = days.map((day) => createId('job', Date.parse(day)))

  expect(ids.toSorted()).toEqual(ids)
})

test('identifiers of the same millisecond differ', () => {
  const ids = Array.from({ length: 1_000 }, () => createId('job', 0))

  expect(new Set(ids).size).toBe(1_000)
})

test.each([
  ['another prefix', 'req_01kb4c9t3q8v6m2x7r5n0w1ydz'],
  ['too few characters', 'job_01kb4c9t3q8v6m2x7r5n0w1yd'],
  ['too many characters', 'job_01kb4c9t3q8v6m2x7r5n0w1ydz0'],
  ['a letter that looks like a digit', 'job_01kb4c9t3q8v6m2x7r5n0w1ydl'],
  ['capitals', 'job_01KB4C9T3Q8V6M2X7R5N0W1YDZ'],
  ['a path', 'job_../../../../etc/passwd.....'],
  ['a line behind it', 'job_01kb4c9t3q8v6m2x7r5n0w1ydz\n'],
  ['nothing', ''],
])('%s makes no identifier of a job', (_what, text) => {
  expect(JobId.safeParse(text).success).toBe(false)
})

test.each(['req_7f3k', '0b1e4c9e-6f7d-4a9b-9a53-5d1c8f2e7a10', 'a.b', 'x'.repeat(64)])(
  'a client may name its request %s',
  (text) => {
    expect(RequestId.safeParse(text).success).toBe(true)
  },
)

test.each([
  ['nothing', ''],
  ['more than 64 characters', 'x'.repeat(65)],
  ['a line of its own for the log', 'a\nb'],
  ['a space', 'a b'],
  ['markup', '<b>'],
])('%s names no request', (_what, text) => {
  expect(RequestId.safeParse(text).success).toBe(false)
})
