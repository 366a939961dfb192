import type { Draft } from './items.ts'
import { wordsOf } from './items.ts'
import type { PlacedRow } from './place.ts'
import type { Roles } from './roles.ts'

/** The name of an item, in the order of its lines, without its article number and the captioned details below it. */
export function describe({ anchor, above, below }: Draft, roles: Roles): string {
  const first = [...above, anchor].filter((row) => textOf(row, roles) !== '')
  const more = below.filter((row) => !isDetail(row, roles))
  const kept = first.filter((row, index) => index === 0 || !isDetail(row, roles))
  const text = [...kept, ...(kept.length === 0 ? below.slice(0, 1) : []), ...more]
    .filter((row, index, rows) => rows.indexOf(row) === index)
    .map((row) => textOf(row, roles))
    .join(' ')
  return withoutNumber(text.replaceAll(/\s+/g, ' ').trim())
}

function textOf(row: PlacedRow, roles: Roles): string {
  return wordsOf(row, roles)
    .map(({ text }) => text)
    .join(' ')
    .trim()
}

/** "GTIN: 40123…", "Period : January", "Packing: box": of the item, and no part of its name. */
function isDetail(row: PlacedRow, roles: Roles): boolean {
  return /^[^:]{2,40}\s?:(\s|$)/.test(textOf(row, roles))
}

/** "[A-17] Lamp", "*4711* Lamp", "AB-12 - Lamp", "4711 Lamp" of a numbered list → "Lamp". */
function withoutNumber(text: string): string {
  const name = text
    .replace(/^[|*]?(\[[^\]]*\]|\*[^*]+\*)\s*/, '')
    .replace(/^(?=\S*\d)[\p{L}\d./_-]+\s+[-–]\s+(?=\p{L})/u, '')
  return /\p{L}{2}/u.test(name) ? name : text
}
