import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box, Word } from '../page.ts'
import { normalise } from '../parse/text.ts'
import { continuesName } from '../wording/company.ts'
import { captionRole, leadingRole, type PartyRole } from '../wording/party.ts'
import { hasPostcode, isStreet, namesStreet, speaksOfPlace } from '../wording/place.ts'
import type { Block } from './blocks.ts'

/** Text of one or more pieces, as a value. */
export type PartyText = { value: string; raw: string; page: number; box: Box; words: Word[] }

/** A name and an address that stand together. */
export type Party = {
  name: PartyText | undefined
  /** All lines that may be its name: a trade name, the registered one, a person. */
  names: Segment[]
  address: PartyText | undefined
  block: Block
  role: PartyRole
}

const captionOnly =
  /^(name|nom|anschrift|address|adresse.*|invoice|facture|rechnung|tax invoice|factura|fattura|factuur|company|societe|page|date|original|copie|duplicata|vos identifiants|(nos|vos) references|contact)( ?[:(].*)?$/
const noAddress =
  /\b(tel|telephone|telefon\w*|phone|fon|tlf|tfno|fax|e-?mail|www|http|iban|bic|swift|siret|siren|rcs|tva|vat|ust|ust-?id\w*|uid|mwst|iva|btw|gst|capital|bank|banque|invoice|facture|rechnung|factura|fattura|factuur|date|datum|total|montant|amount|order|commande|kunden-?(nr|nummer)|steuer(nummer|-?nr)|page|seite|reg|naf|ape|kvk|hrb|gln|contact|mobile|stylesheet|version)\b|@|\bn°|^\+?\d[\d ./()-]{7,}$/
// "Account number: 4711": a caption with what it names.
const numbered = /^[\p{L} .°/-]{2,30}: *\S*\d{4,}/u
const salutation =
  /^(herrn?|frau|familie|firma|monsieur|madame|m\.|mme|mr\.?|mrs\.?|ms\.?|spett\.?(le)?|an|a l'attention de)$/
const longestParty = 7

/** Whether a line holds a postcode and town and nothing that is no address. */
export function isPostalLine(text: string): boolean {
  return hasPostcode(text) && !isMoneyRow(text) && !noAddress.test(normalise(text))
}

function isMoneyRow(text: string): boolean {
  return /\d[.,]\d{2}\b/.test(text)
}

/** Whether a line is neither name nor address: a caption, a number of a register, a telephone. */
export function isNoise(segment: Segment, rows: Row[]): boolean {
  const plain = normalise(segment.text)
  if (noAddress.test(plain) || numbered.test(plain) || plain.startsWith(':')) return true
  return isCaption(segment.text) || nextOf(segment, rows)?.text.startsWith(':') === true
}

function nextOf(segment: Segment, rows: Row[]): Segment | undefined {
  const segments = rows[segment.row]?.segments ?? []
  const position = segments.indexOf(segment)
  return position < 0 ? undefined : segments[position + 1]
}

function isCaption(text: string): boolean {
  const plain = normalise(text).replace(/ ?[:.]$/, '')
  return (
    captionOnly.test(plain) ||
    captionRole(text) !== 'unknown' ||
    /^[^:]{2,40}: *(\p{Ll}|$)/u.test(text)
  )
}

/** The lines that end with a postal line: captions off, then the name, then the address. */
export function readLines(above: Segment[], block: Block, rows: Row[]): Party | undefined {
  const lines = afterLastNoise(above.slice(-longestParty), rows)
  const start = addressStart(lines)
  const names = lines.slice(0, start).filter(({ text }) => /\p{L}{2}/u.test(text))
  const name = nameLines(names)
  const address = lines.slice(start)
  if (address.length === 0) return undefined
  const [first] = lines
  return {
    name: name.length > 0 ? textOf(name, ' ') : undefined,
    names,
    address: textOf(address, ', '),
    block: { ...block, segments: lines, box: union(lines.map(({ box }) => box)) ?? block.box },
    // A person is greeted by who writes.
    role: salutation.test(normalise(first?.text ?? '')) ? 'client' : leadingRole(first?.text ?? ''),
  }
}

/** What follows the last caption, register number or telephone above the address. */
function afterLastNoise(lines: Segment[], rows: Row[]): Segment[] {
  const end = lines.length - 1
  const last = lines.findLastIndex((line, index) => index < end && isNoise(line, rows))
  const greeted = lines.findLastIndex(({ text }) => salutation.test(normalise(text)))
  return lines.slice(Math.max(last + 1, greeted))
}

/** First line of the address: the topmost that speaks of a place. */
function addressStart(lines: Segment[]): number {
  const end = lines.length - 1
  const start = lines.findIndex(
    ({ text }, index) => index >= end - 4 && (index > 0 ? speaksOfPlace(text) : isStreet(text)),
  )
  return start < 0 ? end : start
}

function nameLines(lines: Segment[]): Segment[] {
  const [first, second] = lines
  if (!first) return []
  if (second && salutation.test(normalise(first.text))) return [first, second]
  if (second && continuesName(first.text, second.text)) return [first, second]
  return [first]
}

const separators = / [-–—•·|*] | ?[•·|] ?|, (?=\p{Lu}|\d)|\s{2,}/u

/** "Company - 12 Street - 12345 Town", as in footers and above address windows. */
export function readSingleLine(line: Segment, block: Block): Party | undefined {
  const [name = '', ...rest] = line.text.split(separators)
  const postalPart = rest.findIndex((part) => hasPostcode(part))
  // A damaged postcode hides the town; a street between two others says as much.
  const end = postalPart < 0 && rest.slice(0, -1).some(isStreet) ? rest.length - 1 : postalPart
  if (end < 0 || !/\p{L}{2}/u.test(name) || namesStreet(name) || /\d/.test(name)) return undefined
  // "Springfield, IL 62701" is a town, not a company.
  if (!rest.slice(0, end).some(speaksOfPlace)) return undefined
  const whole = textOf([line], ' ')
  const address = rest.slice(0, end + 1).join(', ')
  return {
    name: { ...whole, value: cleanName(name), raw: name },
    names: [],
    address: { ...whole, value: address, raw: address },
    block: { ...block, segments: [line], box: line.box },
    role: leadingRole(line.text),
  }
}

/** Pieces as one value. */
export function textOf(segments: Segment[], separator: string): PartyText {
  const words = segments.flatMap((segment) => segment.words)
  const [first] = segments
  const texts = segments.map(({ text }) => text.trim().replace(/[,;]+$/, ''))
  return {
    value: segments.length === 1 ? cleanName(texts[0] ?? '') : texts.join(separator),
    raw: texts.join('\n'),
    page: first?.page ?? 1,
    box: union(words.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words,
  }
}

/** A name without the caption before it and the signs around it. */
export function cleanName(text: string): string {
  return text
    .replace(/^[^:]{2,25}:\s*(?=\p{L}{2})/u, '')
    .replace(/^[^\p{L}\d]+|[\s,;:|]+$/gu, '')
    .trim()
}
