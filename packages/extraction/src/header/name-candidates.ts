import { isNoise, type Party, type PartyText, textOf } from '../candidates/party-lines.ts'
import { bottom, sharedWidth } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import {
  endsWithLegalForm,
  isLegalForm,
  withoutRegisterNumber,
  wordsBeforeLegalForm,
} from '../wording/company.ts'
import { isStreet } from '../wording/place.ts'

/** A piece of text that may be the name of the seller. */
export type NameCandidate = {
  text: PartyText
  segments: Segment[]
  /** Where it was met. */
  place: 'head' | 'party' | 'foot' | 'holder'
}

/** What a name is looked for in, and judged by. */
export type NameContext = { rows: Row[]; supplier: Party | undefined; isShop: boolean }

const noName =
  /\b(invoice|facture|rechnung|factura|fattura|factuur|gutschrift|avoir|credit note|receipt|page|seite|date|\w*datum|total|original|copy|duplicat\w*|tel|fax|www|http|tax|bill to|gst|vat|tva|no)\b|@|^\W*\d[\d\W]*$/
// The version of an Italian electronic invoice, a department, and a country by itself.
const neverName =
  /^(versione )?fp[ra]12$|^(customer|technical) (support|service|care)( (department|team|desk|line))?$|^(service clients?|kundenservice|kundendienst)$|^(france|frankreich|deutschland|allemagne|germany|nederland|pays-bas|netherlands|the netherlands|belgique|belgie|belgien|belgium|espana|espagne|spain|italia|italie|italy|osterreich|autriche|austria|suisse|schweiz|svizzera|switzerland|luxembourg|luxemburg|portugal|united kingdom|great britain|england|royaume-uni|ireland|irlande|united states|usa|malaysia|singapore)$/
const headRows = 14
const footBegins = 0.8
const holder =
  /^(?:kontoinhaber|account (?:name|holder)|titulaire(?: du compte)?|beneficiary(?: name)?|beneficiaire|intestatario(?: conto)?|titular|ten name van|t\.n\.v\.|zahlungsempfanger|payee|nom|empfanger) ?: ?\S/
const footSeparators = / [-–—•·|*] | ?[•·|] ?|, (?=\d)|(?: au capital| société anonyme| \| )/iu

/**
 * Whatever may be the name of the seller: the lines of its own block, the top and the foot of the first page, the holder
 * of the account.
 *
 * @param taken pieces that belong to another party
 */
export function findNames(
  { rows, supplier, isShop }: NameContext,
  taken: Set<Segment>,
): NameCandidate[] {
  const [first] = rows
  const page = rows.filter((row) => row.page === first?.page)
  const isFree = (segment: Segment) => !taken.has(segment) && isName(segment, rows)
  const head = page
    .slice(0, headRows)
    .flatMap((row) => row.segments)
    .filter(isFree)
  const inFoot = page
    .filter(({ box }) => box.y > footBegins)
    .flatMap((row) => row.segments)
    .filter((segment) => !taken.has(segment))
  const holders = rows
    .flatMap((row) => row.segments)
    .filter(({ text }) => holder.test(normalise(text)))
  const own = supplier?.name ? [ownName(supplier, supplier.name)] : []
  const lines = (supplier?.names ?? []).filter((segment) => isName(segment, rows))
  return [
    ...own,
    ...lines.map((segment) => candidate('party', [segment])),
    ...head.map((segment) => candidate('head', [segment])),
    ...joinedPairs(head).map((pair) => candidate('head', pair)),
    ...(isShop ? wideRows(page.slice(0, headRows), isFree) : []).map((row) =>
      candidate('head', row),
    ),
    ...inFoot.flatMap(footName),
    ...holders.map((segment) => candidate('holder', [segment])),
  ].filter(({ text }) => /\p{L}{2}/u.test(text.value) && !isLegalForm(text.value))
}

function ownName({ names, block }: Party, text: PartyText): NameCandidate {
  const [line] = names.length > 0 ? names : block.segments
  return { text, segments: line ? [line] : [], place: 'party' }
}

function candidate(place: NameCandidate['place'], segments: Segment[]): NameCandidate {
  const text = textOf(segments, ' ')
  return { place, segments, text: { ...text, value: nameIn(text.value) } }
}

/** "OWNED BY: BLUE PEAK SDN BHD (77120-K)" → "BLUE PEAK SDN BHD" */
function nameIn(text: string): string {
  return withoutRegisterNumber(text)
    .replace(/^[\p{L} ]{2,25}: *(?=\p{L}{2})/u, '')
    .replace(/^[^\p{L}\d]+|[\s,;:|]+$/gu, '')
}

// More words before a legal form are a name of their own.
const longestEnd = 2

/** Neighbours of which the lower holds little more than a legal form: a name may need two lines. */
function joinedPairs(segments: Segment[]): Segment[][] {
  return segments.flatMap((segment, index) => {
    const above = segments[index - 1]
    const count = wordsBeforeLegalForm(segment.text) ?? longestEnd + 1
    if (!above || count > longestEnd || endsWithLegalForm(above.text)) return []
    const isAligned = Math.abs(segment.box.x - above.box.x) < 0.01
    const isOne = isAlike(above, segment) && (count < longestEnd || isAligned)
    return isOne ? [[above, segment]] : []
  })
}

/** Whether two lines stand right below each other and are set alike, in capitals or not. */
function isAlike(above: Segment, below: Segment): boolean {
  const isBelow = below.box.y - bottom(above.box) < 2 * below.box.height
  const areCapitals = [above, below].map(({ text }) => text === text.toUpperCase())
  return isBelow && sharedWidth(below.box, above.box) > 0 && areCapitals[0] === areCapitals[1]
}

/** A name in letters set far apart is a row of pieces, of which none is a number or a caption. */
function wideRows(rows: Row[], isFree: (segment: Segment) => boolean): Segment[][] {
  return rows
    .map(({ segments }) => segments)
    .filter((segments) => segments.length > 2 && segments.some(isFree))
    .filter((segments) =>
      segments.every(({ text, words }) => words.length < 3 && !/[\d:]/.test(text)),
    )
}

/** The beginning of a line that goes on with capital, register and address. */
function footName(segment: Segment): NameCandidate[] {
  const [name = ''] = segment.text.split(footSeparators)
  const value = nameIn(name)
  if (!/\p{L}{3}/u.test(value) || noName.test(normalise(value)) || value.length > 60) return []
  return [{ place: 'foot', segments: [segment], text: { ...textOf([segment], ' '), value } }]
}

function isName(segment: Segment, rows: Row[]): boolean {
  const { text, words } = segment
  const letters = text.replaceAll(/[^\p{L}]/gu, '').length
  const recognition = words.reduce((sum, word) => sum + word.confidence, 0) / words.length
  if (letters < 3 || letters <= text.length / 2 || recognition <= 0.3) return false
  const plain = normalise(text)
  // "38 rue Carnot" is where somebody is.
  if (/^\d/.test(text) && isStreet(text)) return false
  return !noName.test(plain) && !neverName.test(plain) && !isNoise(segment, rows)
}
