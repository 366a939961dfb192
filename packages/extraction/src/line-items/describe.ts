import { isReference } from '../parse/text.ts'
import type { Draft } from './items.ts'
import { wordsOf } from './items.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'

/** The name of an item, in the order of its lines, without its article number and the captioned details below it. */
export function describe({ anchor, above, below }: Draft, roles: Roles): string {
  const all = [...above, anchor, ...below].map((row) => textOf(row, roles))
  const texts = all.filter((text) => text !== '')
  const names = texts.filter((text) => !isDetail(text))
  const rows = names.length > 0 ? names : texts.slice(0, 1)
  const lines = isStacked(roles) && rows.length > 1 && isNumber(rows[0]) ? rows.slice(1) : rows
  const text = lines.join(' ')
  return withoutNumber(text.replaceAll(/\s+/g, ' ').trim())
}

function textOf(row: PlacedRow, roles: Roles): string {
  return wordsOf(row, roles)
    .flatMap(({ words }) => words.map(({ text }) => text))
    .join(' ')
    .replace(/^[|\s]+/, '')
    .trim()
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
