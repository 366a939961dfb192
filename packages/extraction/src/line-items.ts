import type { LineItem } from '@invoice-ml/contracts'
import { readTables } from './line-items/tables.ts'
import type { Row } from './lines.ts'
import type { Page } from './page.ts'
import type { DecimalMark } from './parse/amount.ts'
import type { Totals } from './solve/totals.ts'

export type LineContext = { rows: Row[]; mark: DecimalMark | undefined; totals: Totals }

/** What was sold, in reading order, across pages; without sub-totals, carried-over sums and totals. */
export function readLineItems(pages: Page[], { rows, mark, totals }: LineContext): LineItem[] {
  if (pages.length === 0) return []
  const { montant_ht: net, montant_ttc: gross } = totals
  const targets = [net, gross].flatMap((total) => (total ? [total.candidate.cents / 100] : []))
  return readTables(rows, { mark, targets, stopRow: gross?.candidate.span.row })
}
