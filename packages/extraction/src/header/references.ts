import { beginsWithDate } from '../candidates/digit-groups.ts'
import { endsWithYear, type ReferenceCandidate } from '../candidates/references.ts'
import type { Span } from '../candidates/span.ts'
import type { Found } from '../found.ts'
import { doubt } from './doubt.ts'

type ReferenceLabel = 'numero_facture' | 'numero_commande'

const least = 0.3
// What many put before such a number, where no caption can be read.
const hinted = 0.35
const unclearCost = 0.25
const cutOffCost = 0.5
// No recognizer takes a part from a text: there is more to the number.
const yearAloneCost = 1
const prefixes: Record<ReferenceLabel, RegExp> = {
  numero_facture: /^(f|fa|fac|fact|inv|re|rg|rn|rk|vf|cn|av|gs)[-_/]?\d(?:[-_/]?\d){3}/i,
  numero_commande: /^(bc|bdc|po|cmd|ord|so)[-_/]?\d(?:[-_/]?\d){2}/i,
}

/** The number of the invoice and that of the order. */
export function chooseReferences(references: ReferenceCandidate[]): Found[] {
  const invoice = best(references, 'numero_facture')
  const order = best(
    references.filter(({ value }) => value !== invoice?.candidate.value),
    'numero_commande',
  )
  const found: Found[] = []
  if (invoice) found.push(toFound('numero_facture', invoice))
  if (order) found.push(toFound('numero_commande', order))
  return found
}

type Scored = { candidate: ReferenceCandidate; score: number }

function best(references: ReferenceCandidate[], label: ReferenceLabel): Scored | undefined {
  const scored = references
    .map((candidate) => ({ candidate, score: scoreOf(candidate, label) }))
    .sort((a, b) => b.score - a.score)
  const [first] = scored
  if (!first || first.score < least) return undefined
  const next = scored.find(({ candidate }) => candidate.value !== first.candidate.value)
  return {
    ...first,
    score: first.score - doubt(first.score, next?.score) - unclear(first.candidate),
  }
}

function scoreOf({ named, value, span }: ReferenceCandidate, label: ReferenceLabel): number {
  const own = Math.max(named.get(label) ?? 0, hint(value, label))
  if (own === 0) return 0
  const rival = label === 'numero_facture' ? 'numero_commande' : 'numero_facture'
  const against = Math.max(named.get(rival) ?? 0, named.get('other') ?? 0)
  const digits = value.replaceAll(/\D/g, '').length
  const shape = digits >= 3 ? 0.08 : -0.1
  const early = span.page === 1 ? 0.1 * (1 - span.box.y) : -0.2
  return own - 0.7 * against + shape + early
}

/** What a number loses where a part of it may be missing, or have been read as something else. */
function unclear({ value, span }: ReferenceCandidate): number {
  if (isYearAlone(value, span)) return yearAloneCost
  if (span.words.every(({ confidence }) => confidence === 1)) return 0
  if (isCutOff(span)) return cutOffCost
  return hasLoneCharacter(value) ? unclearCost : 0
}

/** "1/00042" may be "I/00042": a character that stands alone has no neighbours to tell. */
function hasLoneCharacter(value: string): boolean {
  return value.split(/[/_.-]/).some((part) => /^[10IOl]$/.test(part))
}

/** "FA2024 118-2": a prefix and the year, and digits that are no date behind them. */
function isYearAlone(value: string, { segment, start, words }: Span): boolean {
  if (!endsWithYear(value)) return false
  const behind = segment.words.slice(start + words.length).map(({ text }) => text)
  return /^\d/.test(behind[0] ?? '') && !beginsWithDate(behind)
}

/** "F2020, 127" may be one number, of which a digit was taken for a mark. */
function isCutOff({ segment, start, words, text }: Span): boolean {
  const next = segment.words[start + words.length]
  return next !== undefined && /\d[,;.]$/.test(text) && /^\d/.test(next.text)
}

function hint(value: string, label: ReferenceLabel): number {
  return prefixes[label].test(value) ? hinted : 0
}

function toFound(label: ReferenceLabel, { candidate, score }: Scored): Found {
  const { page, box, words, text } = candidate.span
  const { value } = candidate
  const { isRepaired } = candidate
  return {
    label,
    value,
    raw: text,
    page,
    box,
    words,
    evidence: Math.min(1, Math.max(0, score)),
    isRepaired,
  }
}
