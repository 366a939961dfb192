import { segmentsOf } from '../candidates/span.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { saysExempt, speaksOfExemption } from '../wording/exemption.ts'

const goesOn = /^[(\p{Ll}]/u
const sum = /\d[.,]\d{2}(?!\d)/
// As far as a sentence is followed, in characters.
const reach = 300

/** A piece of a row, and what stands around it of the same sentence, if anything does. */
type Piece = { segment: Segment; before: string; behind: string }

/** Where an invoice says in words that it bears no tax. */
export function findExemption(rows: Row[]): Segment | undefined {
  for (const row of rows) {
    const piece = piecesOf(row, rows).find(isStatement)
    if (piece) return piece.segment
  }
  return undefined
}

/** Whether anything is said to bear no tax: the invoice, or what is charged besides. */
export function isExemptionNamed(rows: Row[]): boolean {
  return segmentsOf(rows).some(({ text }) => speaksOfExemption(normalise(text)))
}

/** In a row with a sum, and where it goes on, a piece is about what stands left of it; the first about the line above. */
function piecesOf({ segments, index }: Row, rows: Row[]): Piece[] {
  const above = rows[index - 1]?.segments.at(-1)?.text ?? ''
  const below = rows[index + 1]?.segments[0]?.text ?? ''
  const holdsSum = segments.some(({ text }) => sum.test(text))
  let left = ''
  return segments.map((segment, at) => {
    const { text } = segment
    const earlier = at === 0 ? above : `${left},`
    const isPart = goesOn.test(text) || /:,?$/.test(earlier) || (at > 0 && holdsSum)
    const later = segments[at + 1]?.text ?? below
    left = `${left}, ${text}`.slice(-reach)
    return {
      segment,
      before: isPart ? earlier : '',
      behind: goesOn.test(later) ? later : '',
    }
  })
}

function isStatement({ segment: { text }, before, behind }: Piece): boolean {
  return saysExempt(normalise(text)) && saysExempt(normalise(`${before} ${text} ${behind}`))
}
