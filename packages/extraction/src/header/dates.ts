import type { FieldLabel } from '@invoice-ml/contracts'
import type { DateCandidate } from '../candidates/dates.ts'
import type { Found } from '../found.ts'
import { doubt } from './doubt.ts'

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
// The first of several that nothing names is the wrong one half of the time.
const firstOfSeveral = 0.1
// The only date of a document is hardly another one.
const only = 0.6
const plain = 0.6
// What it takes from a date that its order was guessed.
const guessed = 0.7
const least: Record<DateLabel, number> = {
  date_facture: 0.05,
  date_echeance: 0.4,
  date_livraison: 0.5,
  periode_debut: 0.55,
  periode_fin: 0.45,
}

/** A date in a meaning, what speaks for it, and what the runner-up takes from that. */
type Scored = { candidate: DateCandidate; score: number; doubt: number }

/** The dates of the document, each with its meaning. */
export function chooseDates(dates: DateCandidate[]): Found[] {
  const spans = findPeriod(dates)
  const issued = chooseIssueDate(dates, spans)
  const found = issued ? [toFound('date_facture', issued)] : []
  const rest = dates.filter((candidate) => candidate !== issued?.candidate)
  const period = findPeriod(rest)
  const open = rest.filter((candidate) => candidate !== period?.until)
  const due = chooseDueDate(open, issued?.candidate.iso)
  if (due) found.push(toFound('date_echeance', due))
  const delivered = best(rest, 'date_livraison')
  if (delivered) found.push(toFound('date_livraison', delivered))
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
function chooseIssueDate(dates: DateCandidate[], period?: Period): Scored | undefined {
  const named = best(dates, 'date_facture')
  if (named && named.score > unnamed) return named
  const first = dates.find(
    (candidate) => candidate !== period?.until && rivalry(candidate, 'date_facture') < 0.4,
  )
  const isOnly = new Set(dates.map(({ iso }) => iso)).size === 1
  if (first) return { candidate: first, score: isOnly ? only : firstOfSeveral, doubt: 0 }
  return named ?? (dates[0] && { candidate: dates[0], score: 0.1, doubt: 0 })
}

type Period = { from: Scored; until: DateCandidate }

function findPeriod(dates: DateCandidate[]): Period | undefined {
  const from = best(dates, 'periode_debut')
  if (!from) return undefined
  const until = dates.find(
    ({ span, iso }) =>
      span.row === from.candidate.span.row &&
      iso > from.candidate.iso &&
      span.box.x > from.candidate.span.box.x,
  )
  return until && { from, until }
}

function toPeriod({ from, until }: Period): Found[] {
  return [toFound('periode_debut', from), toFound('periode_fin', { ...from, candidate: until })]
}

function best(
  dates: DateCandidate[],
  label: DateLabel,
  isPossible: (candidate: DateCandidate) => boolean = () => true,
): Scored | undefined {
  const scored = dates
    .filter(isPossible)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, label) }))
    .sort((a, b) => b.score - a.score)
  const [first] = scored
  if (!first || first.score < least[label]) return undefined
  const next = scored.find(({ candidate }) => candidate.iso !== first.candidate.iso)
  return { ...first, doubt: doubt(first.score, next?.score) }
}

function scoreOf(candidate: DateCandidate, label: DateLabel): number {
  const own = candidate.named.get(label) ?? 0
  if (own === 0) return 0
  const { page, box } = candidate.span
  const early = page === 1 ? 0.05 * (1 - box.y) : -0.1
  // The foot of a page tells when it was printed.
  const foot = label === 'date_facture' && box.y > 0.9 ? -0.2 : 0
  return own - 0.7 * rivalry(candidate, label) + early + foot
}

function rivalry({ named }: DateCandidate, label: DateLabel): number {
  const rivals = [...labels, 'other'].filter((rival) => rival !== label)
  return Math.max(...rivals.map((rival) => named.get(rival) ?? 0))
}

function toFound(label: FieldLabel, { candidate, score, doubt }: Scored): Found {
  const { span, iso } = candidate
  const { page, box, words, text } = span
  const evidence = Math.min(1, Math.max(0, score - doubt - (candidate.isGuessed ? guessed : 0)))
  return { label, value: iso, raw: text, page, box, words, evidence }
}
