import type { FieldLabel } from '@invoice-ml/contracts'
import type { DateCandidate } from '../candidates/dates.ts'
import type { Found } from '../found.ts'

type DateLabel =
  | 'date_facture'
  | 'date_echeance'
  | 'date_livraison'
  | 'periode_debut'
  | 'periode_fin'

const labels: DateLabel[] = [
  'date_facture',
  'date_echeance',
  'date_livraison',
  'periode_debut',
  'periode_fin',
]
const unnamed = 0.3
const plain = 0.6
const least: Record<DateLabel, number> = {
  date_facture: 0.05,
  date_echeance: 0.4,
  date_livraison: 0.5,
  periode_debut: 0.55,
  periode_fin: 0.45,
}

/** The dates of the document, each with its meaning. */
export function chooseDates(dates: DateCandidate[]): Found[] {
  const issued = chooseIssueDate(dates)
  const found = issued ? [toFound('date_facture', issued.candidate, issued.score)] : []
  const rest = dates.filter((candidate) => candidate !== issued?.candidate)
  const period = findPeriod(rest)
  const open = rest.filter((candidate) => candidate !== period?.until)
  const due = chooseDueDate(open, issued?.candidate.iso)
  if (due) found.push(toFound('date_echeance', due.candidate, due.score))
  const delivered = best(rest, 'date_livraison')
  if (delivered) found.push(toFound('date_livraison', delivered.candidate, delivered.score))
  return [...found, ...(period ? toPeriod(period) : [])]
}

/** Not before the issue; a date that is plainly called due, whenever it was, rather than none. */
function chooseDueDate(dates: DateCandidate[], issued = '') {
  const later = best(dates, 'date_echeance', ({ iso }) => iso >= issued)
  if (later) return later
  const any = best(dates, 'date_echeance')
  return any && any.score >= plain ? any : undefined
}

/** Named, or else the first that nothing else names. */
function chooseIssueDate(dates: DateCandidate[]) {
  const named = best(dates, 'date_facture')
  if (named && named.score > unnamed) return named
  const first = dates.find((candidate) => rivalry(candidate, 'date_facture') < 0.4)
  if (first) return { candidate: first, score: unnamed }
  return named ?? (dates[0] && { candidate: dates[0], score: 0.1 })
}

type Period = { from: DateCandidate; until: DateCandidate; score: number }

function findPeriod(dates: DateCandidate[]): Period | undefined {
  const from = best(dates, 'periode_debut')
  if (!from) return undefined
  const until = dates.find(
    ({ span, iso }) =>
      span.row === from.candidate.span.row &&
      iso > from.candidate.iso &&
      span.box.x > from.candidate.span.box.x,
  )
  return until && { from: from.candidate, until, score: from.score }
}

function toPeriod({ from, until, score }: Period): Found[] {
  return [toFound('periode_debut', from, score), toFound('periode_fin', until, score)]
}

function best(
  dates: DateCandidate[],
  label: DateLabel,
  isPossible: (candidate: DateCandidate) => boolean = () => true,
) {
  const scored = dates
    .filter(isPossible)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, label) }))
    .sort((a, b) => b.score - a.score)
  const [first] = scored
  return first && first.score >= least[label] ? first : undefined
}

function scoreOf(candidate: DateCandidate, label: DateLabel): number {
  const own = candidate.named.get(label) ?? 0
  if (own === 0) return 0
  const early = candidate.span.page === 1 ? 0.05 * (1 - candidate.span.box.y) : -0.1
  return own - 0.7 * rivalry(candidate, label) + early
}

function rivalry({ named }: DateCandidate, label: DateLabel): number {
  const rivals = [...labels, 'other'].filter((rival) => rival !== label)
  return Math.max(...rivals.map((rival) => named.get(rival) ?? 0))
}

function toFound(label: FieldLabel, { span, iso }: DateCandidate, evidence: number): Found {
  const { page, box, words, text } = span
  return { label, value: iso, raw: text, page, box, words, evidence: Math.min(1, evidence) }
}
