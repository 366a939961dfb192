import type { Segment } from '../lines.ts'
import { compact } from '../parse/identifier.ts'
import type { Span } from './span.ts'

export type IdentifierKind = 'iban' | 'bic' | 'vat' | 'siren' | 'siret'

export type IdentifierCandidate = {
  kind: IdentifierKind
  span: Span
  value: string
  /** Whether its check digits are right. */
  isValid: boolean
  /** Read otherwise than printed, since only that satisfies the check digits. */
  isRepaired: boolean
  /** Whether the wording before it says what it is. */
  isNamed: boolean
}

/** Letters and digits of a word, without its caption. */
export function bare(text: string): string {
  // A caption may stick to its value: "IBAN:FR76…", "TVA:FR12…".
  return compact(text.replace(/^[^:]{0,25}:(?=.)/, ''))
}

/** Letters and digits of so many words; nothing where the last has none, since one word less says the same. */
export function joinedText(segment: Segment, start: number, count: number): string {
  const [first = '', ...rest] = segment.words.slice(start, start + count).map(({ text }) => text)
  if (compact(rest.at(-1) ?? first) === '') return ''
  return bare(first) + compact(rest.join(''))
}

type Facts = Pick<IdentifierCandidate, 'value' | 'isValid' | 'isNamed'> & { isRepaired?: boolean }

/** A candidate; as printed unless it is said to be repaired. */
export function toCandidate(kind: IdentifierKind, span: Span, facts: Facts): IdentifierCandidate {
  return { kind, span, isRepaired: false, ...facts }
}
