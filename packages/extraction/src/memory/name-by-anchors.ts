import { type FieldAnchor, fieldDefinition } from '@invoice-ml/contracts'
import type { Span } from '../candidates/span.ts'
import type { Row } from '../lines.ts'
import { agreement, isSaidBeside, placeOf } from './anchor.ts'

type Named = { span: Span; named: Map<string, number> }

// Below it, a candidate does not stand where the supplier prints the field.
const least = 0.6
// What names a field elsewhere counts so much less.
const elsewhere = 0.5

/** What stands where the supplier prints a field is named by it, what stands elsewhere less. */
export function nameByAnchors(candidates: Named[], rows: Row[], anchors: FieldAnchor[]): void {
  const placed = candidates.map((candidate) => ({
    ...candidate,
    place: placeOf(candidate.span, rows),
  }))
  for (const anchor of anchors) {
    // Totals move with the length of the table above them: only what is said beside them tells one from another.
    const isTotal = fieldDefinition(anchor.label).type === 'amount'
    const scored = placed.map(({ named, place }) => ({
      named,
      score: isTotal && !isSaidBeside(place, anchor) ? 0 : agreement(place, anchor),
    }))
    const best = Math.max(0, ...scored.map(({ score }) => score))
    if (best < least) continue
    for (const { named, score } of scored) {
      const own = named.get(anchor.label) ?? 0
      named.set(anchor.label, score > best - 0.05 ? 1 : own * elsewhere)
    }
  }
}
