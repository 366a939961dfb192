import type { LineItem } from '@invoice-ml/contracts'
import { readLabelled } from './line-items/labelled.ts'
import { readPlainList } from './line-items/plain-list.ts'
import { readInferredTable, readTables } from './line-items/tables.ts'
import type { Row } from './lines.ts'
import type { Page } from './page.ts'
import type { DecimalMark } from './parse/amount.ts'
import type { Totals } from './solve/totals.ts'

export type LineContext = { rows: Row[]; mark: DecimalMark | undefined; totals: Totals }

/**
 * What was sold, in reading order, across pages; without sub-totals, carried-over sums and totals. From tables; else from
 * captioned values; else from rows that add up to a total; else from rows that multiply.
 */
export function readLineItems(pages: Page[], { rows, mark, totals }: LineContext): LineItem[] {
  if (pages.length === 0) return []
  const { montant_ht: net, montant_ttc: gross } = totals
  const targets = [net, gross].flatMap((total) => (total ? [total.candidate.cents / 100] : []))
  const context = { mark, targets, stopRow: gross?.candidate.span.row }
  const inTables = readTables(rows, context)
  if (inTables.some(isCounted) && inTables.every(isNamed)) return inTables
  const listed = readPlainList(rows, mark, targets)
  // What adds up and says how many tells more than heads of names and amounts alone.
  if (inTables.length > 0) return listed.some(isCounted) ? listed : inTables
  const labelled = readLabelled(rows, mark)
  if (labelled.length > 0) return labelled
  return listed.length > 0 ? listed : readInferredTable(rows, context)
}

function isNamed({ description }: LineItem): boolean {
  return description !== ''
}

function isCounted({ quantity, unit_price: price }: LineItem): boolean {
  return quantity !== undefined || price !== undefined
}
