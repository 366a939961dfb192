import type { FieldLabel } from '@invoice-ml/contracts'
import type { Check } from './arithmetic.ts'

type Dates = Partial<Record<FieldLabel, string>>

// Longer payment terms and older invoices exist; a date outside is more often misread.
const earliestYear = 2000
const longestTermDays = 400

/** The checks of dates, ISO 8601. */
export function checkCalendar(dates: Dates): Check[] {
  const {
    date_facture: issued,
    date_echeance: due,
    periode_debut: from,
    periode_fin: until,
  } = dates
  const checks: Check[] = []
  if (issued !== undefined)
    checks.push({
      id: 'calendar.plausible_year',
      passed: Number(issued.slice(0, 4)) >= earliestYear,
      detail: issued,
      labels: ['date_facture'],
    })
  if (issued !== undefined && due !== undefined)
    checks.push({
      id: 'calendar.due_after_issue',
      passed: due >= issued && daysBetween(issued, due) <= longestTermDays,
      detail: `${issued} … ${due}`,
      labels: ['date_facture', 'date_echeance'],
    })
  if (from !== undefined && until !== undefined)
    checks.push({
      id: 'calendar.period',
      passed: from <= until,
      detail: `${from} … ${until}`,
      labels: ['periode_debut', 'periode_fin'],
    })
  return checks
}

function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000
}
