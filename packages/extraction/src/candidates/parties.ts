import { bottom, right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { captionRole, type PartyRole, roleOfHeading } from '../wording/party.ts'
import { type Block, findBlocks } from './blocks.ts'
import { findLabelledParties } from './labelled-parties.ts'
import {
  isNoise,
  isPostalLine,
  type Party,
  readLines,
  readSingleLine,
  textOf,
} from './party-lines.ts'

/** The parties of the document: forms that name each part, and blocks that hold an address, each with its name. */
export function findParties(rows: Row[]): Party[] {
  const labelled = findLabelledParties(rows)
  const taken = new Set(labelled.flatMap(({ block }) => block.segments))
  const others = findInBlocks(rows).filter(
    ({ block }) => !block.segments.some((segment) => taken.has(segment)),
  )
  const parties = [...labelled, ...others]
  const named = parties.some(({ role }) => role === 'client') ? [] : findNamedClients(rows)
  return [...parties, ...named]
}

// Below this, a caption heads a column of the items.
const lowestCaption = 0.5

/** Clients of whom only the name is given: the line below their caption. */
function findNamedClients(rows: Row[]): Party[] {
  return rows.flatMap(({ page, segments, box }, index) => {
    if (segments.length > 2 || box.y > lowestCaption) return []
    const caption = segments.find(({ text }) => captionRole(text) === 'client')
    const below = rows[index + 1]
    if (!caption || below?.page !== page) return []
    const line = below.segments.find((each) => Math.abs(each.box.x - caption.box.x) < 0.02)
    const isFar = below.box.y - bottom(box) > 2 * box.height
    if (!line || isFar || isNoise(line, rows) || /\d|^\P{L}*$/u.test(line.text)) return []
    const block = { page, segments: [line], box: line.box }
    return [{ role: 'client', name: textOf([line], ' '), names: [line], address: undefined, block }]
  })
}

function findInBlocks(rows: Row[]): Party[] {
  return findBlocks(rows)
    .flatMap((block) => splitParties(block, rows))
    .map((party) => (party.name ? party : (extendUpwards(party.block, rows) ?? party)))
    .map((party) =>
      party.role === 'unknown' ? { ...party, role: roleAbove(party.block, rows) } : party,
    )
}

/** A block may hold several parties, one below the other: each ends with its postal line. */
function splitParties(block: Block, rows: Row[]): Party[] {
  const lines = block.segments
  const parties: Party[] = []
  let from = 0
  for (const [end, line] of lines.entries()) {
    const single = readSingleLine(line, block)
    if (!single && !isPostalLine(line.text)) continue
    // "1839 Arbor Way" looks like a Belgian town: the line below decides.
    const below = lines[end + 1]
    if (!single && below && isPostalLine(below.text)) continue
    const party = single ?? readLines(lines.slice(from, end + 1), block, rows)
    if (party) parties.push(party)
    from = end + 1
  }
  return parties
}

// A name may stand apart from its address, by an empty line or two.
const apartInHeights = 3.5
const longestExtension = 4

/** The party of a block without a name, with the lines above it that begin where it begins. */
function extendUpwards(block: Block, rows: Row[]): Party | undefined {
  const [first] = block.segments
  if (!first) return undefined
  const above: Segment[] = []
  let top = first
  for (let index = first.row - 1; index >= 0 && above.length < longestExtension; index--) {
    const row = rows[index]
    const tooFar = top.box.y - (row?.box.y ?? 0) > apartInHeights * first.box.height
    if (!row || row.page !== block.page || tooFar) break
    const segment = row.segments.find(({ box }) => Math.abs(box.x - first.box.x) < 0.01)
    if (!segment) continue
    if (isNoise(segment, rows) || isPostalLine(segment.text)) break
    above.unshift(segment)
    top = segment
  }
  return above.length > 0 ? readLines([...above, ...block.segments], block, rows) : undefined
}

const rowsAbove = 5
const longestHeading = 45

/** What the nearest caption above a block says of it; numbers and register entries between the two do not count. */
function roleAbove({ page, box, segments }: Block, rows: Row[]): PartyRole {
  const [first] = segments
  if (!first) return 'unknown'
  for (let index = first.row - 1; index >= Math.max(0, first.row - rowsAbove); index--) {
    const row = rows[index]
    if (!row || row.page !== page) break
    const above = row.segments.filter(
      (segment) => segment.box.x < right(box) && right(segment.box) > box.x - 0.02,
    )
    const told = above.map(({ text }) => roleOf(text)).find((role) => role !== 'unknown')
    if (told) return told
    if (above.some((segment) => !isNoise(segment, rows))) break
  }
  return 'unknown'
}

function roleOf(text: string): PartyRole {
  const role = captionRole(text)
  if (role !== 'unknown' || text.length >= longestHeading || /\d/.test(text)) return role
  return roleOfHeading(text)
}
