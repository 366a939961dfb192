import { sideIn } from '../header/identifier-sides.ts'
import type { Row } from '../lines.ts'
import { reach } from '../wording/dollars.ts'
import { piecesOfClients } from './pieces-of-clients.ts'
import { readableRows } from './readable-rows.ts'

// Texts are normalised: lower case, no accents.
const registers: [RegExp, string][] = [
  [/\b\d[\d -]{7,12}(rt|tq)[ -]?\d{4}\b/, 'CAD'],
  // Nine digits; Singapore has a letter among them or behind, New Zealand dashes between.
  [/\bgst\b[^\d,$%]{0,20}\d{3}( ?\d{3} ?|\d\d ?\d)\d{3}(?![\d-]|[a-qs-z])/, 'CAD'],
  [/\bgst\b[^\d,$%]{0,20}\d{2,3}-\d{3}-\d{3}(?![\d-]| ?r)/, 'NZD'],
  // ABN AMRO is a bank.
  [/\babn\b(?! ?-?amro)\D{0,30}\d{2}[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}\b/, 'AUD'],
  [/\buen\b\D{0,30}\d{2}/, 'SGD'],
]

/** The dollars of the countries in whose registers the seller is: what stands with the client is left out. */
export function registersOf(rows: Row[]): string[] {
  const clients = piecesOfClients(rows)
  const { lines, columns } = readableRows(rows, (segment) => clients.has(segment))
  const texts = [...lines, ...columns]
  const codes = registers
    .filter(([number]) => texts.some((text) => isOfSeller(number.exec(text))))
    .map(([, code]) => code)
  return [...new Set(codes)]
}

function isOfSeller(found: RegExpExecArray | null): boolean {
  if (!found) return false
  // With the name of the register, where it begins with that.
  const before = found.input.slice(0, found.index + 3)
  const caption = /\D*\d{0,3}$/.exec(before.slice(-reach))?.[0] ?? ''
  return sideIn(caption) !== 'client'
}
