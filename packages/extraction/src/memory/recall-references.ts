import type { FieldAnchor } from '@invoice-ml/contracts'
import type { ReferenceCandidate } from '../candidates/references.ts'
import { type Span, segmentsOf, spanOf } from '../candidates/span.ts'
import type { Row } from '../lines.ts'
import { agreement, placeOf, shapeOf } from './anchor.ts'

// It has to stand where it did, or behind the same words: the shape alone is that of many texts.
const least = 0.7

/** Numbers of several words, which no general rule takes for one: "FA 2024 0042" where the supplier prints "A 9 9". */
export function recallReferences(rows: Row[], anchors: FieldAnchor[]): ReferenceCandidate[] {
  return anchors
    .filter(({ label, shape }) => label.startsWith('numero_') && shape.includes(' '))
    .flatMap((anchor) => {
      const count = anchor.shape.split(' ').length
      return spansOfWords(rows, count)
        .filter((span) => shapeOf(span.text) === anchor.shape)
        .filter((span) => agreement(placeOf(span, rows), anchor) >= least)
        .map((span) => ({
          span,
          value: span.text,
          named: new Map<string, number>(),
          isRepaired: false,
        }))
    })
}

function spansOfWords(rows: Row[], count: number): Span[] {
  return segmentsOf(rows).flatMap((segment) =>
    segment.words.slice(count - 1).map((_, start) => spanOf(segment, start, count)),
  )
}
