import type { Reading } from '@invoice-ml/contracts'
import type { Party, PartyText } from '../candidates/party-lines.ts'
import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { endsWithLegalForm, withoutRegisterNumber } from '../wording/company.ts'

const noName =
  /\b(invoice|facture|rechnung|factura|fattura|factuur|gutschrift|avoir|credit note|receipt|page|seite|date|datum|total|original|copy|duplicat\w*|tel|fax|www|http|tax|bill to|gst|vat|tva|no)\b|@|^\W*\d[\d\W]*$/
const endOfAddress =
  /\b(tel|phone|fax|gst|tax|vat|tva|reg|date|invoice|receipt|cashier|www|email|e-mail|website|company no|co\.? no|roc|facture|siret)\b|@|^\W*\(?\d[\d\W]{5,}$/
const headRows = 14

export type Letterhead = {
  name?: PartyText
  address?: PartyText
  /** Whether the name is a registered company's, by its legal form. */
  isCompany: boolean
}

/**
 * Name and address of the seller from the top of the page, where no block tells them: receipts, letterheads.
 *
 * @param others parties that are not the seller
 */
export function readLetterhead(rows: Row[], others: Party[], kind: Reading['kind']): Letterhead {
  const [first] = rows
  const head = rows
    .filter((row) => row.page === first?.page)
    .slice(0, headRows)
    .flatMap((row) => row.segments)
  const taken = new Set(others.flatMap(({ block }) => block.segments))
  const free = head.filter((segment) => !taken.has(segment))
  const company = free.findIndex((segment) => isName(segment) && endsWithLegalForm(segment.text))
  const position = company >= 0 ? company : free.findIndex(isName)
  const name = free[position]
  if (!name) return { isCompany: false }
  const address = kind === 'receipt' ? addressBelow(free.slice(position + 1)) : []
  return {
    name: nameOf([...beginningOf(name, free[position - 1]), name]),
    ...(address.length > 0 ? { address: toText(address, ', ') } : {}),
    isCompany: company >= 0,
  }
}

function nameOf(segments: Segment[]): PartyText {
  const text = toText(segments, ' ')
  const name = withoutRegisterNumber(text.value)
  // "OWNED BY: CHEF LEE SDN BHD"
  const afterCaption = /^[\p{L} ]{2,15}: *(.+)$/u.exec(name)?.[1] ?? name
  return { ...text, value: endsWithLegalForm(afterCaption) ? afterCaption : name }
}

/** "RESTAURANT SDN BHD" is the end of a name that began on the line above. */
function beginningOf({ text, words, box }: Segment, above: Segment | undefined): Segment[] {
  const isEnd = endsWithLegalForm(text) && words.length <= 3
  const isNear = above !== undefined && box.y - above.box.y < 3 * box.height
  return isEnd && isNear && isName(above) ? [above] : []
}

function isName({ text, words }: Segment): boolean {
  const letters = text.replaceAll(/[^\p{L}]/gu, '').length
  const recognition = words.reduce((sum, word) => sum + word.confidence, 0) / words.length
  return (
    letters >= 4 && letters > text.length / 2 && recognition > 0.3 && !noName.test(normalise(text))
  )
}

function addressBelow(segments: Segment[]): Segment[] {
  const lines: Segment[] = []
  for (const segment of segments) {
    const plain = normalise(segment.text)
    const isRegister =
      /^\(?[\d-]{5,}\s*-?\s*[a-z]?\)?$/.test(plain) || /\b(co|company)\.? ?(reg|no)\b/.test(plain)
    if (lines.length === 0 && isRegister) continue
    if (endOfAddress.test(plain) || lines.length >= 5) break
    lines.push(segment)
  }
  return lines.filter(({ text }) => /\p{L}{2}|\d{4}/u.test(text))
}

function toText(segments: Segment[], separator: string): PartyText {
  const words = segments.flatMap((segment) => segment.words)
  const text = segments.map((segment) => segment.text.replace(/[,;]+$/, '')).join(separator)
  return {
    value: text,
    raw: text,
    page: segments[0]?.page ?? 1,
    box: union(words.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words,
  }
}
