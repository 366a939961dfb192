import { memo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import type { VatColumn } from '../review/draft-rows.ts'
import { CellTable, type Rows } from './cell-table.tsx'

/** The tax by rate, to change cell by cell. */
export const VatTable = memo(function VatTable(rows: Rows<VatColumn>) {
  const { review } = useLanguage().text
  return (
    <CellTable
      {...rows}
      title={review.vat}
      columns={[
        { name: 'rate', head: review.vatRate, widthPx: 64 },
        { name: 'base', head: review.vatBase, widthPx: 90 },
        { name: 'amount', head: review.vatAmount, widthPx: 84 },
      ]}
      words={{
        none: review.noVat,
        add: review.addVat,
        remove: review.removeVat,
        cell: review.vatCell,
      }}
    />
  )
})
