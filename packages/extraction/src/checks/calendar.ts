import { type FieldLabel, fieldDefinition, fieldLabels } from '@invoice-ml/contracts'
import { DateTime } from 'luxon'
import { type Check, verdict } from './check.ts'

type Dates = Partial<Record<FieldLabel, string>>

// Longer payment terms and older invoices exist; a date outside is more often misread.
const earliestYear = 2000
const latestYear = 2099
const longestTermDays = 400

const dateLabels = fieldLabels.filter((label) => fieldDefinition(label).type === 'date')

/** The checks of dates, ISO 8601. */
export function checkCalendar(dates: Dates): Check[] {
  return [...validDates(dates), ...plausibleYear(dates), ...dueAfterIssue(dates), ...period(dates)]
}

function validDates(dates: Dates): Check[] {
  const given = dateLabels.filter((label) => dates[label] !== undefined)
  if (given.length === 0) return []
  const wrong = given.filter((label) => !isDay(dates[label] ?? ''))
  const passed = wrong.length === 0
  const named = (passed ? given : wrong).map((label) => `${label} ${dates[label]}`).join(', ')
  return [
    verdict('calendar.valid_dates', passed, {
      // A date is read as one that exists: that it does speaks for none, that it does not against it.
      labels: wrong,
      detail: passed ? `in the calendar: ${named}` : `not in the calendar: ${named}`,
    }),
  ]
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid
}

function plausibleYear({ date_facture: issued }: Dates): Check[] {
  if (issued === undefined) return []
  const year = Number(issued.slice(0, 4))
  const passed = year >= earliestYear && year <= latestYear
  return [
    verdict('calendar.plausible_year', passed, {
      labels: ['date_facture'],
      detail: `issued ${issued}, ${passed ? 'between' : 'not between'} ${earliestYear} and ${latestYear}`,
    }),
  ]
}

function dueAfterIssue({ date_facture: issued, date_echeance: due }: Dates): Check[] {
  if (issued === undefined || due === undefined) return []
  const days = daysBetween(issued, due)
  const fault = days < 0 ? 'before' : `more than ${longestTermDays} days after`
  const passed = days >= 0 && days <= longestTermDays
  return [
    verdict('calendar.due_after_issue', passed, {
      labels: ['date_facture', 'date_echeance'],
      detail: passed
        ? `due ${due}, ${days} days after issue on ${issued}`
        : `due ${due} is ${fault} issue on ${issued}`,
    }),
  ]
}

function period({ periode_debut: from, periode_fin: until }: Dates): Check[] {
  if (from === undefined || until === undefined) return []
  const passed = from <= until
  return [
    verdict('calendar.period', passed, {
      labels: ['periode_debut', 'periode_fin'],
      detail: passed ? `from ${from} until ${until}` : `ends ${until}, before it begins ${from}`,
    }),
  ]
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}
