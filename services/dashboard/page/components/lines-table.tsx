import { memo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import type { DraftLine, LineColumn } from '../review/draft-rows.ts'
import { levelOfLine } from '../review/marks.ts'
import { CellTable, type Rows } from './cell-table.tsx'

type Props = Omit<Rows<LineColumn>, 'rows'> & { rows: DraftLine[] }

/** What was sold, to change cell by cell. */
export const LinesTable = memo(function LinesTable(props: Props) {
  const { text, format } = useLanguage()
  const { review } = text
  const certainties = props.rows.map((line) => {
    const level = levelOfLine(line)
    const { confidence } = line.original ?? {}
    const words = level === 'sure' ? review.changed : review.confidence(format.percent(confidence))
    return { level, words }
  })
  return (
    <CellTable
      {...props}
      certainties={certainties}
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
