import type { LineItem } from '@invoice-ml/contracts'
import { union } from '../geometry.ts'
import { isReference } from '../parse/text.ts'
import type { Column } from './heads.ts'
import type { Draft } from './items.ts'
import { wordsOf } from './items.ts'
import { firstParagraph, type NameLine, type Room } from './paragraphs.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'

type Described = Pick<LineItem, 'description' | 'details'>

/**
 * The name of an item, in the order of its lines, without its article number; and what is said of it below.
 *
 * @param room what its column leaves for names
 */
export function describe({ anchor, above, below }: Draft, roles: Roles, room: Room): Described {
  const all = [...above, anchor, ...below].flatMap((row) => lineOf(row, roles) ?? [])
  const names = all.filter(({ text }) => !isDetail(text))
  const lines = names.length > 0 ? names : all.slice(0, 1)
  const isNumbered = isStacked(roles) && lines.length > 1 && isNumber(lines[0]?.text)
  const named = firstParagraph(isNumbered ? lines.slice(1) : lines, room)
  const [name, more] = partName(textOf(named), roles)
  const details = [more, ...all.filter((line) => isBelow(line, named)).map(({ text }) => text)]
  const said = details.filter((text) => text !== '').join('\n')
  return { description: withoutNumber(name), ...(said === '' ? {} : { details: said }) }
}

function textOf(lines: NameLine[]): string {
  const text = lines.map((line) => line.text).join(' ')
  return text.replaceAll(/\s+/g, ' ').trim()
}

function isBelow(line: NameLine, named: NameLine[]): boolean {
  return !named.includes(line) && line.box.y > (named[0]?.box.y ?? 0)
}

/** Below a head that names two things ("Name & description"), a dash parts them. */
function partName(text: string, { descriptions }: Roles): [name: string, more: string] {
  const dash = descriptions.some(isTwofold) ? /\s[-–—]\s/.exec(text) : null
  return dash ? [text.slice(0, dash.index), text.slice(dash.index + dash[0].length)] : [text, '']
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
