import { expect, test } from 'vitest'
import { checkCalendar } from './calendar.ts'

function outcome(dates: Parameters<typeof checkCalendar>[0]) {
  return Object.fromEntries(checkCalendar(dates).map(({ id, passed }) => [id, passed]))
}

test.each([
  ['a month later', '2024-02-14', true],
  ['on the same day', '2024-01-15', true],
  ['a day before', '2024-01-14', false],
  ['years later', '2027-01-15', false],
])('an invoice due %s', (_, due, passed) => {
  const checks = outcome({ date_facture: '2024-01-15', date_echeance: due })

  expect(checks).toMatchObject({ 'calendar.due_after_issue': passed })
})

test.each([
  ['2024-01-15', true],
  ['1995-01-15', false],
])('an invoice of %s is plausible: %s', (issued, passed) => {
  expect(outcome({ date_facture: issued })).toEqual({ 'calendar.plausible_year': passed })
})

test.each([
  ['2023-12-31', true],
  ['2023-11-30', false],
])('a period from 2023-12-01 until %s runs forward: %s', (until, passed) => {
  const checks = outcome({ periode_debut: '2023-12-01', periode_fin: until })

  expect(checks).toEqual({ 'calendar.period': passed })
})

test('nothing is checked when no date was found', () => {
  expect(checkCalendar({})).toEqual([])
})
