import type { Row, Segment } from '../lines.ts'
import type { Word } from '../page.ts'
import {
  hasVatShape,
  isValidBic,
  isValidSiren,
  isValidSiret,
  isValidVat,
} from '../parse/identifier.ts'
import { repairSiren, repairSiret, repairVat } from '../parse/repair.ts'
import { normalise } from '../parse/text.ts'
import { headsAbove } from './heads-above.ts'
import { readIban } from './iban.ts'
import { bare, type IdentifierCandidate, joinedText, toCandidate } from './identifier.ts'
import { spanOf } from './span.ts'

const names = {
  bic: /\b(bic|swift)\b/,
  vat: /\b(tva|n\.i\.f|c\.i\.f|vat|va|ust|uid|iva|btw|cif|nif|p\.? ?iva|tax id|intracom\w*|gst)\b/,
  siren: /\b(siren|rcs|r\.c\.s)\b/,
  siret: /\bsiret\b/,
}
const atHome = [
  {
    prefix: 'ES',
    name: /\b(nif|cif|n\.i\.f|c\.i\.f)\b/,
    form: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  },
  { prefix: 'IT', name: /\bp\.? ?iva\b|\bpartita iva\b/, form: /^\d{11}$/ },
  { prefix: 'BE', name: /\b(btw|tva|vat)\b|\bondernemings|\bentreprise\b/, form: /^[01]\d{9}$/ },
  { prefix: 'GB', name: /\bvat\b/, form: /^\d{9}(\d{3})?$/ },
  { prefix: 'NL', name: /\bbtw\b/, form: /^\d{9}B\d{2}$/ },
]
const nameReach = 40
// So many hold at least as many characters, each with its space.
const nameWords = 40
// CHE123456789MWST.
const longestVat = 16

/** What stands around a piece of a row that may tell what its numbers are. */
type Around = { before: string; above: string }

/** IBANs, BICs, VAT numbers, SIRENs and SIRETs of the document. */
export function findIdentifiers(rows: Row[]): IdentifierCandidate[] {
  const found: IdentifierCandidate[] = []
  for (const row of rows) {
    const heads = headsAbove(row, rows[row.index - 1])
    let before = ''
    for (const [at, segment] of row.segments.entries()) {
      for (const each of identifiersIn(segment, { before, above: heads[at] ?? '' }))
        found.push(each)
      before = `${before} ${segment.text}`.slice(-2 * nameReach)
    }
  }
  return found
}

function identifiersIn(segment: Segment, around: Around): IdentifierCandidate[] {
  const found: IdentifierCandidate[] = []
  for (let start = 0; start < segment.words.length; ) {
    const candidate = identifierAt(segment, start, around)
    if (candidate) found.push(candidate)
    start += candidate?.span.words.length ?? 1
  }
  return found
}

function identifierAt(
  segment: Segment,
  start: number,
  around: Around,
): IdentifierCandidate | undefined {
  if (!mayBegin(segment.words[start]?.text ?? '')) return undefined
  const caption = captionOf(segment, start, around)
  const attempts = [readIban, readVat, readSirets, readBic]
  for (const attempt of attempts) {
    const candidate = attempt(segment, start, caption)
    if (candidate) return candidate
  }
  return undefined
}

/** Spares most words a closer look: a digit, the letters of a country alone, or as many as a BIC has. */
function mayBegin(text: string): boolean {
  return /\d/.test(text) || [2, 3, 8, 11].includes(bare(text).length)
}

function captionOf(segment: Segment, start: number, { before, above }: Around): string {
  const inside = textOf(segment.words.slice(Math.max(0, start - nameWords), start))
  if (inside.length > 2 * nameReach) return normalise(inside).slice(-nameReach)
  const row = normalise(`${before} ${inside}`.slice(-2 * nameReach)).slice(-nameReach)
  return start === 0 ? `${above} ${row}` : row
}

function textOf(words: Word[]): string {
  return words.map(({ text }) => text).join(' ')
}

function readVat(segment: Segment, start: number, caption: string) {
  const isNamed = names.vat.test(`${caption} ${normalise(segment.words[start]?.text ?? '')}`)
  for (let count = Math.min(5, segment.words.length - start); count > 0; count--) {
    const printed = joinedText(segment, start, count)
    if (printed.length > longestVat) continue
    const value = isNamed ? withCountry(printed, caption) : printed
    const isValid = isValidVat(value)
    const repaired = isNamed && !isValid ? repairVat(value) : undefined
    if (repaired || (hasVatShape(value) && (isNamed || isValid)))
      return toCandidate('vat', spanOf(segment, start, count), {
        value: repaired ?? value,
        isValid: isValid || repaired !== undefined,
        isRepaired: repaired !== undefined,
        isNamed,
      })
  }
  return undefined
}

/** A number that its country prints without the prefix, with it; only where its check digits are right. */
function withCountry(printed: string, caption: string): string {
  const known = atHome.find(
    ({ name, form, prefix }) =>
      name.test(caption) && form.test(printed) && isValidVat(prefix + printed),
  )
  return known ? known.prefix + printed : printed
}

function readSirets(segment: Segment, start: number, caption: string) {
  const text = normalise(segment.words[start]?.text ?? '')
  const isSiret = names.siret.test(`${caption} ${text}`)
  const isSiren = names.siren.test(`${caption} ${text}`)
  if (!isSiret && !isSiren) return undefined
  for (let count = Math.min(6, segment.words.length - start); count > 0; count--) {
    const printed = joinedText(segment, start, count)
    const siret = isSiret ? digitsOr(printed, 14, repairSiret) : undefined
    const value = siret ?? digitsOr(printed, 9, repairSiren)
    if (value === undefined) continue
    return toCandidate(siret ? 'siret' : 'siren', spanOf(segment, start, count), {
      value,
      isValid: siret ? isValidSiret(value) : isValidSiren(value),
      isRepaired: value !== printed,
      isNamed: true,
    })
  }
  return undefined
}

/** So many digits as they are, right or wrong; else what a repair makes of them. */
function digitsOr(text: string, count: number, repair: (text: string) => string | undefined) {
  if (text.length !== count) return undefined
  return /^\d+$/.test(text) ? text : repair(text)
}

function readBic(segment: Segment, start: number, caption: string) {
  const word = segment.words[start]?.text ?? ''
  const value = bare(word)
  const isNamed = names.bic.test(`${caption} ${normalise(word)}`)
  if (!isNamed || !isValidBic(value)) return undefined
  return toCandidate('bic', spanOf(segment, start, 1), { value, isValid: true, isNamed })
}
