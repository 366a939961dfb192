import { right } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'

export type ColumnKind = 'description' | 'quantity' | 'unit_price' | 'vat_rate' | 'amount' | 'other'

/** A column of the table of goods: where it stands, and what it holds. */
export type Column = { kind: ColumnKind; left: number; right: number }

const heads: [ColumnKind, RegExp][] = [
  [
    'vat_rate',
    /\b(t\.?v\.?a\.?|vat|tax|gst|ust|mwst|iva|btw|steuer\w*|taux)\b ?(%|rate|satz)?|% ?(tva|vat|ust|mwst|iva|btw|tax)/,
  ],
  [
    'unit_price',
    /\b(p\.? ?u\.?( ?h\.?t\.?)?|pu ht|prix unit\w*|prix|unit ?price|unit cost|price( each)?|rate|einzel-?preis|einzelpr\w*|stuck-?preis|preis( ?\/ ?einheit)?|e-?preis|precio( unitario| unit)?|prezzo( unitario)?|prijs|stukprijs|net price|u\. ?price|cost)\b/,
  ],
  [
    'amount',
    /\b(total( ?h\.?t\.?| net| ligne| price| amount| excl\w*)?|montant( ?h\.?t\.?| total)?|amount|sum|gesamt(preis|betrag)?|betrag|summe|line total|importe|importo|totale|totaal|bedrag|net worth|net amount|netto|extended|gross worth|ext\.? price|nettobetrag)\b/,
  ],
  [
    'quantity',
    /\b(qte|qty|quantite|quantity|qnt|menge|anzahl|cantidad|cant\.?|quantita|q\.?ta|aantal|units?|unidades|hours|heures|stunden|pcs|hrs|nbre|nombre)\b/,
  ],
  [
    'description',
    /\b(description|designation|libelle|article|item|product|produit|service|prestation|bezeichnung|beschreibung|artikel(bezeichnung|beschreibung)?|leistung|descripcion|concepto|descrizione|omschrijving|details|particulars|text|produkt)\b/,
  ],
]

/** The columns that a row of heads names; undefined when it is no such row. */
export function readHeads(row: Row, next: Row | undefined): Column[] | undefined {
  const own = row.segments.flatMap(splitByHeads)
  const merged = next && next.page === row.page ? mergeSecondLine(own, next) : own
  const columns = merged.map(({ text, box }) => ({
    kind: kindOf(text),
    left: box.x,
    right: right(box),
  }))
  const kinds = new Set(columns.map(({ kind }) => kind))
  const isTable =
    kinds.has('amount') &&
    (kinds.has('description') || kinds.has('quantity') || kinds.has('unit_price'))
  const isPriced = kinds.has('description') && kinds.has('unit_price')
  const isPlain = columns.length === 2 && kinds.has('description') && kinds.has('amount')
  if ((!isTable && !isPriced) || (columns.length < 3 && !isPlain)) return undefined
  return onePerKind(columns)
}

type Head = { text: string; box: { x: number; y: number; width: number; height: number } }

function kindOf(text: string): ColumnKind {
  const plain = normalise(text)
  return heads.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other'
}

/** Heads that stand close make one piece of the row: "Qty Unit Price Total". */
function splitByHeads(segment: Segment): Head[] {
  const parts: Head[] = []
  for (const word of segment.words) {
    const last = parts.at(-1)
    const isOwnHead = kindOf(word.text) !== 'other'
    const joined = last && kindOf(`${last.text} ${word.text}`)
    const continues =
      last &&
      (!isOwnHead ||
        (joined === kindOf(last.text) && joined === kindOf(word.text)) ||
        isQualifier(word.text, last.text))
    if (last && continues) {
      last.text += ` ${word.text}`
      last.box = { ...last.box, width: right(word.box) - last.box.x }
    } else parts.push({ text: word.text, box: { ...word.box } })
  }
  return parts
}

function isQualifier(word: string, before: string): boolean {
  return (
    /^(price|preis|unit\w*|total|net|ht|h\.t\.?)$/i.test(word) &&
    /^(unit|prix|line|net|total|montant|p\.?u\.?|einzel|gesamt|precio|prezzo|tax|vat)$/i.test(
      before,
    )
  )
}

function mergeSecondLine(own: Head[], next: Row): Head[] {
  if (next.segments.some(({ text }) => /\d/.test(text))) return own
  return own.map((head) => {
    const below = next.segments.find(
      ({ box }) =>
        box.x < head.box.x + head.box.width &&
        right(box) > head.box.x &&
        box.y - head.box.y < 2.5 * head.box.height,
    )
    return below ? { ...head, text: `${head.text} ${below.text}` } : head
  })
}

/** The last amount is the line's own; of other kinds the first counts. */
function onePerKind(columns: Column[]): Column[] {
  const lastAmount = columns.findLastIndex(({ kind }) => kind === 'amount')
  const seen = new Set<ColumnKind>()
  return columns.map((column, index) => {
    const isSpare =
      column.kind === 'amount'
        ? index !== lastAmount
        : column.kind !== 'other' && seen.has(column.kind)
    seen.add(column.kind)
    return isSpare ? { ...column, kind: 'other' as const } : column
  })
}

/** The column that a piece stands in: the one it overlaps most, else the nearest. */
export function columnOf(box: { x: number; width: number }, columns: Column[]): Column | undefined {
  let best: Column | undefined
  let bestScore = Number.NEGATIVE_INFINITY
  for (const column of columns) {
    const shared = Math.min(box.x + box.width, column.right) - Math.max(box.x, column.left)
    if (shared > bestScore) [best, bestScore] = [column, shared]
  }
  return best
}
