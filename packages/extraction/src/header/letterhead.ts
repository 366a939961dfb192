import type { Reading } from '@invoice-ml/contracts'
import type { Party, PartyText } from '../candidates/parties.ts'
import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'

type Sides = { supplier: Party | undefined; client: Party | undefined }

const noName =
  /\b(invoice|facture|rechnung|factura|fattura|factuur|gutschrift|avoir|credit note|receipt|page|seite|date|datum|total|original|copy|duplicat\w*|tel|fax|www|http|tax|bill to|gst|vat|tva|no)\b|@|^\W*\d[\d\W]*$/
const endOfAddress =
  /\b(tel|phone|fax|gst|tax|vat|tva|reg|date|invoice|receipt|cashier|www|email|e-mail|website|company no|co\.? no|roc|facture|siret)\b|@|^\W*\(?\d[\d\W]{5,}$/
const headRows = 14

/** Name and address of the seller from the top of the page, where no block tells them: receipts, letterheads. */
export function readLetterhead(
  rows: Row[],
  { client }: Sides,
  kind: Reading['kind'],
): { name?: PartyText; address?: PartyText } {
  const [first] = rows
  const head = rows
    .filter((row) => row.page === first?.page)
    .slice(0, headRows)
    .flatMap((row) => row.segments)
  const taken = new Set(client?.block.segments)
  const position = head.findIndex((segment) => !taken.has(segment) && isName(segment))
  const name = head[position]
  if (!name) return {}
  const address = kind === 'receipt' ? addressBelow(head.slice(position + 1)) : []
  return {
    name: toText([name], ' '),
    ...(address.length > 0 ? { address: toText(address, ', ') } : {}),
  }
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
