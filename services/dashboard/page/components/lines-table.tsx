import { memo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import type { LineColumn } from '../review/draft-rows.ts'
import { CellTable, type Rows } from './cell-table.tsx'

/** What was sold, to change cell by cell. */
export const LinesTable = memo(function LinesTable(rows: Rows<LineColumn>) {
  const { review } = useLanguage().text
  return (
    <CellTable
      {...rows}
      title={review.lines}
      columns={[
        { name: 'description', head: review.description, widthPx: 136 },
        { name: 'quantity', head: review.quantity, widthPx: 70 },
        { name: 'unit_price', head: review.unitPrice, widthPx: 84 },
        { name: 'vat_rate', head: review.vatRate, widthPx: 76 },
        { name: 'amount', head: review.amount, widthPx: 88 },
      ]}
      words={{
        none: review.noLines,
        add: review.addLine,
        remove: review.removeLine,
        cell: review.lineCell,
      }}
    />
  )
})
