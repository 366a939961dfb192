import { expect, test } from 'vitest'
import { isLater } from './is-later.ts'

test.each([
  ['2026-03-01T10:00:07.000001Z', '2026-03-01T10:00:07Z'],
  ['2026-03-01T10:00:08Z', '2026-03-01T10:00:07.999999Z'],
  ['2026-03-01T10:00:07.123457Z', '2026-03-01T10:00:07.123456Z'],
  ['2026-03-01T10:00:07.5Z', '2026-03-01T10:00:07.400000Z'],
  ['2026-03-01T10:00:07Z', '2026-03-01T11:00:06.000000+01:00'],
])('%s is later than %s, however it is written', (later, earlier) => {
  expect(isLater(later, earlier)).toBe(true)
  expect(isLater(earlier, later)).toBe(false)
})

test('no time is later than itself', () => {
  expect(isLater('2026-03-01T10:00:07Z', '2026-03-01T10:00:07.000000Z')).toBe(false)
})
