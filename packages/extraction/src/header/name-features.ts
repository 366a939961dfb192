import { bottom } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { endsWithLegalForm, wordsBeforeLegalForm } from '../wording/company.ts'
import { speaksOfPlace } from '../wording/place.ts'
import type { NameCandidate, NameContext } from './name-candidates.ts'
import { lettersOf } from './page-facts.ts'

export type NameFeature =
  | 'ownName'
  | 'ownLine'
  | 'aboveStreet'
  | 'top'
  | 'first'
  | 'legalForm'
  | 'echoed'
  | 'extended'
  | 'inFoot'
  | 'holder'
  | 'joined'
  | 'joinedLong'
  | 'long'
  | 'digits'
  | 'prose'
  | 'shopFirst'
  | 'shopLegalForm'
  | 'shopAbovePlace'

type Placed = { candidate: NameCandidate; plain: string; letters: string }

/** What speaks for each candidate being the name of the seller. */
export function nameFeatures(
  candidates: NameCandidate[],
  context: NameContext,
): Record<NameFeature, number>[] {
  const head = candidates.filter(({ place }) => place === 'head' || place === 'party')
  const tops = [...new Set(head.map(({ text }) => text.box.y))].sort((a, b) => a - b)
  const all = candidates.map((candidate): Placed => {
    const { value } = candidate.text
    return { candidate, plain: normalise(value), letters: lettersOf(value) }
  })
  return all.map((placed) => ({
    ...featuresOfPlace(placed.candidate, tops, context),
    ...featuresOfWording(placed.candidate, context),
    // On a receipt, the same word is bought twice.
    echoed: Number(!context.isShop && all.some((other) => isEcho(other, placed))),
    extended: Number(all.some((other) => isExtended(other, placed))),
  }))
}

function featuresOfPlace(
  { text, segments, place }: NameCandidate,
  tops: number[],
  { supplier, rows, isShop }: NameContext,
) {
  const [line] = segments
  const rank = tops.indexOf(text.box.y)
  const shop = Number(isShop)
  const isJoined = segments.length > 1
  const ending = wordsBeforeLegalForm(segments.at(-1)?.text ?? '') ?? 0
  return {
    ownName: Number(place === 'party' && text.value === supplier?.name?.value),
    ownLine: Number(place === 'party'),
    aboveStreet: Number(line !== undefined && supplier?.names.at(-1) === line),
    top: rank < 0 ? 0 : 1 / (1 + rank),
    first: Number(rank === 0),
    inFoot: Number(place === 'foot'),
    holder: Number(place === 'holder'),
    joined: Number(isJoined && ending <= 1),
    joinedLong: Number(isJoined && ending > 1),
    shopFirst: shop * Number(rank === 0),
    shopAbovePlace: shop * Number(isAbovePlace(segments.at(-1), rows)),
  }
}

function featuresOfWording({ text: { value } }: NameCandidate, { isShop }: NameContext) {
  const tokens = value.split(' ')
  const legalForm = Number(endsWithLegalForm(value))
  return {
    legalForm,
    shopLegalForm: Number(isShop) * legalForm,
    long: Number(tokens.length > 6),
    digits: Number(/\d{2}/.test(value)),
    prose: tokens.filter((token) => /^\p{Ll}{2}/u.test(token)).length / tokens.length,
  }
}

/** Whether another piece of the document says the same. */
function isEcho(other: Placed, { candidate, letters }: Placed): boolean {
  return letters.length > 4 && letters === other.letters && isApart(other.candidate, candidate)
}

/** Whether another piece says less: the name without what stands before or behind it here. */
function isExtended(other: Placed, { candidate, plain }: Placed): boolean {
  const { plain: name } = other
  const isLonger = name.length >= 6 && plain.length > name.length
  const isWithin = plain.startsWith(`${name} `) || plain.endsWith(` ${name}`)
  return isLonger && isWithin && isApart(other.candidate, candidate)
}

function isApart({ segments }: NameCandidate, other: NameCandidate): boolean {
  return !segments.some((line) => other.segments.includes(line))
}

function isAbovePlace(line: Segment | undefined, rows: Row[]): boolean {
  if (!line) return false
  const below = rows.slice(line.row + 1, line.row + 3)
  return below.some(
    ({ box, segments }) =>
      box.y - bottom(line.box) < 3 * line.box.height &&
      segments.some(({ text }) => speaksOfPlace(text)),
  )
}
