import { isNoise, type PartyText, textOf } from '../candidates/party-lines.ts'
import { bottom, right, union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box } from '../page.ts'
import { normalise } from '../parse/text.ts'
import { hasPostcode, speaksOfPlace } from '../wording/place.ts'

// What stands between the address of a shop and what it sold, besides what is no part of any address.
const endOfHead =
  /\b(hp|sst|roc|brn|bill|table|cashier|website|company no|compan\w* no|co\.? no|co\.? reg|st\.?-?nr|nif|cif|welcome|own(ed)? by|receipt|ticket|beleg\w*|bon|kassenbon|kasse|scontrino|recibo|recu|caisse)\b/
// "(77120-K)", "002043319-W", "Tel 03-1234 5678" without its caption.
const numberAlone = /^\W*\d[\d\W]{4,}[a-z]?\W*$/
const longestAddress = 7
const farBelow = 12
const gapInHeights = 2.2
// A line of an address may begin before the name or end behind it.
const widest = 0.1
const lowest = 0.5

/** The address of a shop: the lines below its name, from the first that speaks of a place to the first that does not belong. */
export function readShopAddress(rows: Row[], name: PartyText): PartyText | undefined {
  const start = rows.findIndex(
    ({ page, box }) => page === name.page && bottom(box) > bottom(name.box),
  )
  const below = rows.slice(start, start + farBelow).filter(({ page }) => page === name.page)
  const lines = below
    .map((row) => lineBelow(row, name))
    .filter(({ words }) => !words.some((word) => name.words.includes(word)))
  if (name.box.y > lowest) return undefined
  const first = lines.findIndex((line) => !isOther(line, rows) && beginsAddress(line.text))
  if (first < 0) return undefined
  const address: Segment[] = []
  for (const line of lines.slice(first)) {
    const last = address.at(-1)
    if (isOther(line, rows) || address.length >= longestAddress) break
    if (last && line.box.y - bottom(last.box) > gapInHeights * last.box.height) break
    address.push(line)
  }
  const text = textOf(address, ', ')
  return /\d/.test(text.value) ? text : undefined
}

/** What a row says below a name, as one piece: other columns, decoration and noise of the recognizer left out. */
function lineBelow({ segments, page, index, box }: Row, name: PartyText): Segment {
  const kept = segments
    .filter(({ text }) => /[\p{L}\d]{2}|\d/u.test(text))
    .filter((segment) => apartX(segment.box, name.box) < widest)
  const words = kept.flatMap((segment) => segment.words)
  const text = kept.map((segment) => segment.text).join(' ')
  return { page, row: index, text, words, box: union(words.map((word) => word.box)) ?? box }
}

function apartX(a: Box, b: Box): number {
  return Math.max(a.x - right(b), b.x - right(a))
}

function isOther(line: Segment, rows: Row[]): boolean {
  const plain = normalise(line.text)
  if (endOfHead.test(plain) || numberAlone.test(plain)) return true
  return isNoise(line, rows) || !/\p{L}{2}/u.test(plain)
}

function beginsAddress(text: string): boolean {
  return hasPostcode(text) || (speaksOfPlace(text) && /\d/.test(text))
}
