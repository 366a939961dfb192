import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkCalendar } from './calendar.ts'

function outcome(dates: Parameters<typeof checkCalendar>[0]) {
  return outcomes(checkCalendar(dates))
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
  ['2924-01-15', false],
])('an invoice of %s is plausible: %s', (issued, passed) => {
  expect(outcome({ date_facture: issued })).toMatchObject({ 'calendar.plausible_year': passed })
})

test.each([
  ['2023-12-31', true],
  ['2023-11-30', false],
])('a period from 2023-12-01 until %s runs forward: %s', (until, passed) => {
  const checks = outcome({ periode_debut: '2023-12-01', periode_fin: until })

  expect(checks).toMatchObject({ 'calendar.period': passed })
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2024-04-31', false],
  ['15/01/2024', false],
])('%s is a day of the calendar: %s', (date, passed) => {
  expect(outcome({ date_livraison: date })).toEqual({ 'calendar.valid_dates': passed })
})

test('only the date that does not exist is blamed and named', () => {
  const [check] = checkCalendar({ date_facture: '2024-01-15', date_livraison: '2024-04-31' })

  expect(check?.labels).toEqual(['date_livraison'])
  expect(check?.detail).toBe('not in the calendar: date_livraison 2024-04-31')
})

test('a due date before the issue is told with both', () => {
  const checks = checkCalendar({ date_facture: '2024-01-15', date_echeance: '2024-01-14' })

  expect(checks.at(-1)?.detail).toBe('due 2024-01-14 is before issue on 2024-01-15')
})

test('nothing is checked when no date was found', () => {
  expect(checkCalendar({})).toEqual([])
})
