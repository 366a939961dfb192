// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the link in each row takes the focus

import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { explainProblem } from '../explain-error.ts'
import type { JobRow } from '../jobs.ts'
import { useLanguage } from '../messages/language.tsx'
import { StatusBadge } from './status-badge.tsx'

type Props = {
  rows: JobRow[]
  /** Whether more can be read. */
  hasMore: boolean
  onEnd: () => void
}

const rowPx = 48
const phoneRowPx = 64
/** Rows before the end of what is known at which more is asked for. */
const margin = 30

/** The documents as a table. Only the rows in sight exist, so that a hundred thousand scroll like ten. */
export function JobList({ rows, hasMore, onEnd }: Props) {
  const { text } = useLanguage()
  const scroller = useRef<HTMLDivElement>(null)
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? phoneRowPx : rowPx),
    overscan: 12,
  })
  // It remembers the heights of rows. A phone may be turned.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the rows are of another height
  useEffect(() => virtualizer.measure(), [isNarrow, virtualizer])
  const items = virtualizer.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastSeen >= rows.length - margin) onEnd()
  }, [hasMore, lastSeen, rows.length, onEnd])

  const { file, supplier, number, total, status, received, confidence } = text.documents
  return (
    <div className="job-list" ref={scroller}>
      <div
        role="table"
        aria-label={text.documents.list}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
      >
        <div role="rowgroup" className="job-head">
          <div role="row" className="job-row job-head" aria-rowindex={1}>
            <span role="columnheader">{file}</span>
            <span role="columnheader">{supplier}</span>
            <span role="columnheader" className="number">
              {number}
            </span>
            <span role="columnheader" className="amount">
              {total}
            </span>
            <span role="columnheader" className="state">
              {status}
            </span>
            <span role="columnheader" className="date">
              {received}
            </span>
            <span role="columnheader" className="confidence" title={confidence}>
              {confidence}
            </span>
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const row = rows[index]
            return row && <Row key={row.id} row={row} index={index} top={start} />
          })}
        </div>
      </div>
    </div>
  )
}

function Row({ row, index, top }: { row: JobRow; index: number; top: number }) {
  const { text, format } = useLanguage()
  const { problem } = row
  return (
    <div
      role="row"
      className="job-row"
      aria-rowindex={index + 2}
      style={{ position: 'absolute', top, left: 0, right: 0 }}
    >
      <span role="cell">
        <Link className="job-link" to={`/documents/${row.id}`} title={row.filename}>
          {row.filename}
        </Link>
      </span>
      <span role="cell" title={row.supplier ?? problem?.detail}>
        {row.supplier ?? (problem && explainProblem(problem, text)) ?? '–'}
      </span>
      <span role="cell" className="number" title={row.number}>
        {row.number ?? '–'}
      </span>
      <span role="cell" className="amount">
        {format.value(row.total)}
      </span>
      <span role="cell" className="state">
        <StatusBadge job={row} />
      </span>
      <span role="cell" className="date">
        {format.dateTime(row.createdAt)}
      </span>
      <span role="cell" className="confidence">
        {format.percent(row.confidence)}
      </span>
    </div>
  )
}
