import type { IdentifierCandidate } from '../candidates/identifier.ts'
import type { Party } from '../candidates/party-lines.ts'
import { bottom, right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box } from '../page.ts'
import { normalise } from '../parse/text.ts'
import { endsWithLegalForm } from '../wording/company.ts'
import { hasOwnDomain, type PageFacts, repetitions } from './page-facts.ts'

export type SellerFeature =
  | 'toldSupplier'
  | 'toldClient'
  | 'first'
  | 'left'
  | 'ownNumber'
  | 'contact'
  | 'repeatedName'
  | 'repeatedStreet'
  | 'inFoot'
  | 'ownDomain'
  | 'belowSender'
  | 'legalForm'
  | 'named'

/** What the document offers for telling seller and buyer apart. */
export type SellerContext = {
  parties: Party[]
  identifiers: IdentifierCandidate[]
  rows: Row[]
  facts: PageFacts
}

const contactLine = /\b(tel|telephone|telefon\w*|phone|fax|mobile|fon|tfno|tlf)\b|@|www\.|https?:/

/** What speaks for a party being the seller, each from 0 to 1 or a little more. */
export function sellerFeatures(
  party: Party,
  context: SellerContext,
): Record<SellerFeature, number> {
  const { parties, identifiers, rows, facts } = context
  const { block, role, name, address } = party
  const around = linesAround(party, rows)
  const street = address?.value.split(',')[0] ?? ''
  return {
    toldSupplier: Number(role === 'supplier'),
    toldClient: Number(role === 'client' || role === 'recipient'),
    first: Number(parties.every((other) => other.block.box.y >= block.box.y - 0.005)),
    left: Number(block.box.x < 0.4),
    ownNumber: Number(identifiers.some((each) => isNearest(each, party, parties))),
    contact: Number(around.some(({ text }) => contactLine.test(normalise(text)))),
    repeatedName: Math.min(1, name ? repetitions(name.value, facts) : 0),
    repeatedStreet: Math.min(1, repetitions(street, facts)),
    inFoot: Number(block.box.y > 0.8),
    ownDomain: Number(name !== undefined && hasOwnDomain(name.value, facts)),
    belowSender: Number(parties.some((other) => isSenderAbove(other, party))),
    legalForm: Number(name !== undefined && endsWithLegalForm(name.value)),
    named: Number(name !== undefined),
  }
}

/** Lines that stand right above or below a party, in its column. */
function linesAround({ block }: Party, rows: Row[]): Segment[] {
  const { box, page, segments } = block
  const [first] = segments
  const height = first?.box.height ?? 0.01
  return rows
    .filter((row) => row.page === page)
    .flatMap((row) => row.segments)
    .filter(
      ({ box: other }) =>
        Math.abs(other.x - box.x) < 0.03 &&
        other.y > box.y - 4 * height &&
        other.y < bottom(box) + 7 * height,
    )
}

function isNearest({ span, kind }: IdentifierCandidate, party: Party, parties: Party[]): boolean {
  if (kind === 'bic') return false
  const own = apart(span.box, party)
  if (span.page !== party.block.page || own > 0.06) return false
  return parties.every((other) => other === party || apart(span.box, other) > own)
}

// A number stands below the address that it belongs to, more often than above.
const costOfAbove = 3

/** How far a box is from belonging to a party: the gap between the two, as a fraction of the page. */
export function apart(box: Box, { block }: Party): number {
  const apartX = Math.max(0, block.box.x - right(box), box.x - right(block.box))
  const above = Math.max(0, block.box.y - bottom(box))
  const below = Math.max(0, box.y - bottom(block.box))
  return Math.hypot(apartX, above * costOfAbove, below)
}

/** The sender in one line above the window of the envelope, in which the recipient stands. */
function isSenderAbove(sender: Party, { block }: Party): boolean {
  const { box, page, segments } = sender.block
  const gap = block.box.y - bottom(box)
  const isAligned = Math.abs(box.x - block.box.x) < 0.05
  return segments.length === 1 && page === block.page && isAligned && gap > -0.002 && gap < 0.07
}
