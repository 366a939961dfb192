import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { contextOf, headWords } from './context.ts'
import { type Span, segmentsOf, spanOf } from './span.ts'

/** A percentage that may be a tax rate, in hundredths of a percent: 2000 is 20 %. */
export type RateCandidate = {
  span: Span
  basisPoints: number
  /** Whether tax is spoken of around it. */
  isNamed: boolean
}

const taxNames =
  'tva|t\\.v\\.a|vat|gst|sst|tax|taxe|mwst|ust|umsatzsteuer|mehrwertsteuer|steuer|iva|btw'
/** What tax is called. Texts are normalised: lower case, no accents. */
export const taxName = new RegExp(`\\b(${taxNames})\\b`)
const taxWords = new RegExp(`\\b(${taxNames}|taux|rate|satz)\\b`)
const taxHead = /(tva|vat|gst|mwst|ust|steuer|iva|btw|tax|taux)\b.{0,6}(%|satz|rate)?|^%/
const otherWords =
  /(rabatt|skonto)|\b(remises?|rabais|escompte|discount|sconto|descuento|korting|penalites?|majorations?|retenue de garantie|interets?|interest|zinsen|service charge|acompte|anzahlung|off)\b/
// In characters, and so in words at most: what stands further before a rate is of something else.
const otherReach = 30
// Rates in force, or lately, in the countries of our languages and around them.
/** In basis points. */
export const usualRates = new Set([
  0, 210, 250, 260, 380, 400, 500, 550, 600, 700, 770, 800, 810, 850, 900, 1000, 1200, 1300, 1350,
  1400, 1600, 1700, 1800, 1900, 1960, 2000, 2100, 2200, 2300, 2400, 2500, 2550, 2700,
])

/** Every percentage of the document that may be a tax rate. */
export function findRates(rows: Row[]): RateCandidate[] {
  const found: RateCandidate[] = []
  for (const segment of segmentsOf(rows)) {
    const rowText = normalise(rows[segment.row]?.segments.map(({ text }) => text).join(' ') ?? '')
    const isTaxed = taxWords.test(rowText) && !otherWords.test(rowText)
    const words = segment.words
    for (let start = 0; start < words.length; start++) {
      const joinedUp = /^%/.test(words[start + 1]?.text ?? '')
      const text = (words[start]?.text ?? '') + (joinedUp ? '%' : '')
      const basisPoints = parseRate(text) ?? unmarkedRate(segment, start, rows)
      if (basisPoints === undefined) continue
      const before = normalise(
        words
          .slice(Math.max(0, start - otherReach), start)
          .map((word) => word.text)
          .join(' '),
      )
      if (otherWords.test(before.slice(-otherReach))) continue
      if (!isTaxed && !usualRates.has(basisPoints)) continue
      found.push({ span: spanOf(segment, start, joinedUp ? 2 : 1), basisPoints, isNamed: isTaxed })
    }
  }
  return found
}

/** "19,0" below "MwSt-%", "VAT 21.00": a usual rate that its caption makes one. */
function unmarkedRate(segment: Segment, start: number, rows: Row[]): number | undefined {
  const text = segment.words[start]?.text ?? ''
  if (!/^\d{1,2}([.,]\d{1,2})?$/.test(text)) return undefined
  const basisPoints = parseRate(`${text}%`)
  if (basisPoints === undefined || basisPoints === 0 || !usualRates.has(basisPoints))
    return undefined
  const span = spanOf(segment, start, 1)
  const head = normalise(
    headWords(span, rows)
      .map(({ text }) => text)
      .join(' '),
  )
  const isHeaded =
    taxHead.test(head) && !/\b(montant|amount|betrag|total|importe|cuota)\b/.test(head)
  const { inside } = contextOf(span, rows)
  return isHeaded || /(^| )(tva|vat|mwst|ust|iva|btw|%)[ :%()]*$/.test(normalise(inside))
    ? basisPoints
    : undefined
}

/** "20 %", "5,5%", "(7.00%)" → hundredths of a percent; undefined above 30 %. */
export function parseRate(text: string): number | undefined {
  const match = /(?:^|[^\d.,])(\d{1,2})(?:[.,](\d{1,3}))?\s*%[^\d\p{L}]*$/u.exec(text)
  if (!match) return undefined
  const points = Number(match[1]) * 100 + Math.round(Number(`0.${match[2] ?? '0'}`) * 100)
  return points <= 3_000 ? points : undefined
}

/** 2000 → "20.00" */
export function formatRate(basisPoints: number): string {
  return (basisPoints / 100).toFixed(2)
}
