import type { Block, Draft } from './draft.ts'
import { atMost, captionSpan, infoEntries, isNumberInTitle, valueSpans } from './info-entries.ts'
import { fitted } from './parties.ts'

/** All entries in a strip across the page, captions above values. */
export function stripBlock(draft: Draft): Block {
  const { sheet, layout } = draft
  const entries = atMost(6, infoEntries(draft, isNumberInTitle(draft)))
  return (x, y, width) => {
    const rowHeight = sheet.lineHeight() + 4
    const cell = width / entries.length
    const filled = layout.table.header === 'fill'
    sheet.rect({ x, y, width, height: rowHeight }, { fill: filled ? layout.accent : layout.tint })
    sheet.rect({ x, y, width, height: 2 * rowHeight }, { stroke: '#555', lineWidth: 0.5 })
    entries.forEach((entry, index) => {
      const left = x + index * cell
      if (index > 0) sheet.line(left, y, left, y + 2 * rowHeight, { color: '#555', lineWidth: 0.5 })
      fitted(draft, [{ text: entry.caption, color: filled ? '#fff' : '#000', weight: 'bold' }], {
        x: left + 3,
        y: y + 2,
        width: cell - 6,
        align: 'center',
      })
      fitted(draft, valueSpans(draft, entry), {
        x: left + 3,
        y: y + rowHeight + 2,
        width: cell - 6,
        align: 'center',
      })
    })
    return y + 2 * rowHeight
  }
}

/** A few entries side by side without any rules, captions above values. */
export function columnsBlock(draft: Draft): Block {
  const { sheet, layout } = draft
  const entries = atMost(8, infoEntries(draft, isNumberInTitle(draft)))
  const perRow = entries.length > 4 ? Math.ceil(entries.length / 2) : entries.length
  return (x, y, width) => {
    const cell = width / perRow
    const step = 2 * sheet.lineHeight() + 6
    entries.forEach((entry, index) => {
      const left = x + (index % perRow) * cell
      const top = y + Math.floor(index / perRow) * step
      fitted(draft, [{ ...captionSpan(draft, entry), color: layout.accent }], {
        x: left,
        y: top,
        width: cell - 8,
      })
      fitted(draft, valueSpans(draft, entry), {
        x: left,
        y: top + sheet.lineHeight() + 1,
        width: cell - 8,
      })
    })
    return y + Math.ceil(entries.length / perRow) * step
  }
}
