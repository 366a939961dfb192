import { union } from '../geometry.ts'
import { isReference } from '../parse/text.ts'
import type { Column } from './heads.ts'
import type { Draft } from './items.ts'
import { wordsOf } from './items.ts'
import { firstParagraph, type NameLine, type Room } from './paragraphs.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'

/**
 * The name of an item, in the order of its lines, without its article number and what is said of it below.
 *
 * @param room what its column leaves for names
 */
export function describe({ anchor, above, below }: Draft, roles: Roles, room: Room): string {
  const all = [...above, anchor, ...below].flatMap((row) => lineOf(row, roles) ?? [])
  const names = all.filter(({ text }) => !isDetail(text))
  const lines = names.length > 0 ? names : all.slice(0, 1)
  const isNumbered = isStacked(roles) && lines.length > 1 && isNumber(lines[0]?.text)
  const text = firstParagraph(isNumbered ? lines.slice(1) : lines, room)
    .map((line) => line.text)
    .join(' ')
  const name = roles.descriptions.some(isTwofold) ? text.replace(/\s[-–—]\s.*$/s, '') : text
  return withoutNumber(name.replaceAll(/\s+/g, ' ').trim())
}

function lineOf(row: PlacedRow, roles: Roles): NameLine | undefined {
  const words = wordsOf(row, roles).flatMap((token) => token.words)
  const box = union(words.map((word) => word.box))
  const text = words
    .map((word) => word.text)
    .join(' ')
    .replace(/^[|\s]+/, '')
    .trim()
  const [first] = words
  return text === '' || !box || !first ? undefined : { text, box, first }
}

/** "Name & description": the cells below have both, parted by a dash. */
function isTwofold({ text }: Column): boolean {
  return /\p{L}{3}\s*(&|\+|\b(et|and|und|y|e|en)\b)\s*\p{L}{3}/iu.test(text)
}

function isStacked({ descriptions }: Roles): boolean {
  return descriptions.some((column) => column.isStacked)
}

/** "KX-20", "4711": the number of an article, alone in its line. */
function isNumber(line: string | undefined): boolean {
  return line !== undefined && isReference(line)
}

/** "GTIN: 40123…", "Period : January", "Packing: box": of the item, and no part of its name. */
function isDetail(text: string): boolean {
  return /^[^:]{2,60}\s?:(\s|$)/.test(text)
}

/** "[A-17] Lamp", "*4711* Lamp", "AB-12 - Lamp", "4711 Lamp" of a numbered list → "Lamp". */
function withoutNumber(text: string): string {
  const name = text
    .replace(/^[|*]?(\[[^\]]*\]|\*[^*]+\*)\s*/, '')
    .replace(/^(?=\S*\d)[\p{L}\d./_-]+\s+[-–]\s+(?=\p{L})/u, '')
  return /\p{L}{2}/u.test(name) ? name : text
}
