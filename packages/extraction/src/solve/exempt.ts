import type { AmountCandidate } from '../candidates/amounts.ts'
import { type Span, spanOf } from '../candidates/span.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { exemption } from '../wording/exemption.ts'
import type { Totals } from './totals.ts'

const stated = 1.2

/**
 * The totals of an invoice that says in words that it bears no tax, and prints none: the tax is nothing, the words are where
 * it stands, and the net is the gross. Other totals as they are.
 */
export function exempt(totals: Totals, rows: Row[]): Totals {
  const { montant_ht: net, montant_tva: tax, montant_ttc: gross } = totals
  if (!gross || tax || (net && net.candidate.cents !== gross.candidate.cents)) return totals
  const statement = rows.flatMap((row) => row.segments).find(isStatement)
  if (!statement) return totals
  return {
    ...totals,
    montant_ht: net ?? gross,
    montant_tva: {
      candidate: nothing(spanOf(statement, 0, statement.words.length)),
      score: stated,
    },
  }
}

function isStatement({ text }: Segment): boolean {
  return exemption.test(normalise(text))
}

function nothing(span: Span): AmountCandidate {
  const named = new Map([['montant_tva', 1]])
  return { span, cents: 0, hasDecimals: true, hasCurrency: false, isRepaired: false, named }
}
