import type { AmountCandidate } from '../candidates/amounts.ts'
import { segmentsOf } from '../candidates/span.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { saysExempt, speaksOfExemption } from '../wording/exemption.ts'
import { namesSideCharge } from '../wording/side-charge.ts'
import type { Totals } from './totals.ts'

const goesOn = /^[(\p{Ll}]/u
const sum = /\d[.,]\d{2}(?!\d)/
// As far as a sentence is followed, in characters.
const reach = 300

/** A piece of a row, and what stands around it of the same sentence, if anything does. */
type Piece = { segment: Segment; before: string; behind: string }

type Sums = { amounts: AmountCandidate[]; totals: Totals }

/** Where an invoice says in words that it bears no tax. */
export function findExemption(rows: Row[], sums: Sums): Segment | undefined {
  const includesBesides = isWhole(rows, sums)
  for (const row of rows) {
    const piece = piecesOf(row, rows).find((each) => isStatement(each, includesBesides))
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
    const earlier = at === 0 ? above : left
    const isPart = goesOn.test(text) || /:$/.test(earlier) || (at > 0 && holdsSum)
    const later = segments[at + 1]?.text ?? below
    left = `${left} ${text}`.slice(-reach)
    return {
      segment,
      before: isPart ? earlier : '',
      behind: goesOn.test(later) ? later : '',
    }
  })
}

function isStatement(
  { segment: { text }, before, behind }: Piece,
  includesBesides: boolean,
): boolean {
  const says = (wording: string) => saysExempt(normalise(wording), includesBesides)
  return says(text) && says(`${before} ${text} ${behind}`)
}

/** Whether a charge that bears no tax leaves none to others: net and gross are printed and the same, or it is all that is sold. */
function isWhole(rows: Row[], { amounts, totals: { montant_ht, montant_ttc } }: Sums): boolean {
  const [net, gross] = [montant_ht?.candidate, montant_ttc?.candidate]
  if (net && gross && net !== gross && net.cents === gross.cents) return true
  const total = gross ?? net
  const same = amounts.filter(({ cents }) => cents === total?.cents)
  const charged = [...new Set(same.map(({ span }) => span.row))]
  return charged.some((row) =>
    rows[row]?.segments.some(({ text }) => namesSideCharge(normalise(text))),
  )
}
