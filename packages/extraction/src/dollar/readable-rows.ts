import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { reach } from '../wording/dollars.ts'
import { columnsOf } from './columns.ts'
import { undotted } from './undotted.ts'

/** The texts in which a tax or a register and its number stand together: each row, and each caption with what is below it. */
export function readableRows(rows: Row[], isLeftOut: (segment: Segment) => boolean = () => false) {
  const kept = rows.map((row) => ({
    ...row,
    segments: row.segments.filter((segment) => !isLeftOut(segment)),
  }))
  const lines = kept.map(({ segments }) => plain(segments.map(({ text }) => text).join(' ')))
  const columns = kept.flatMap((row, index) =>
    columnsOf(row, kept[index + 1])
      .filter(([head]) => !/\d/.test(head.text))
      .map(([head, value]) => plain(`${head.text.slice(-reach)} ${value.text.slice(0, reach)}`)),
  )
  return { lines, columns }
}

function plain(text: string): string {
  return normalise(undotted(text))
}
