import { findBlocks } from '../candidates/blocks.ts'
import type { Row, Segment } from '../lines.ts'
import { captionRole, leadingRole } from '../wording/party.ts'

// No caption is longer.
const longestCaption = 60

/** What stands below "Bill to" and the like, to the end of its block: of the client, not of who sells. */
export function piecesOfClients(rows: Row[]): Set<Segment> {
  const pieces = new Set<Segment>()
  for (const { segments } of findBlocks(rows)) {
    let isOfClient = false
    for (const segment of segments) {
      const text = segment.text.slice(0, longestCaption)
      const roles = [captionRole(text), leadingRole(text)]
      const role = roles.find((each) => each !== 'unknown')
      if (role) isOfClient = role === 'client'
      if (isOfClient) pieces.add(segment)
    }
  }
  return pieces
}
