import type { Marked } from '../components/page-view.tsx'
import { type Level, levelOf } from '../confidence.ts'
import type { Messages } from '../messages/fr/fr.ts'
import { type Draft, isFieldChanged } from './draft.ts'
import { type DraftLine, isRowChanged, lineColumns } from './draft-rows.ts'

/** The boxes of the fields and lines that stand on a page; a field upon its line, so that both can be picked. */
export function marksOf({ fields, lines }: Draft, page: number, text: Messages): Marked[] {
  const ofLines = lines.flatMap((line, index): Marked[] => {
    const { key, original, description } = line
    if (original?.page !== page || original.bbox === undefined) return []
    const name = `${text.review.line(index + 1)} : ${description}`
    return [{ key, page, bbox: original.bbox, level: levelOfLine(line), name }]
  })
  const ofFields = fields.flatMap((field): Marked[] => {
    const { key, label, bbox, original, value } = field
    if (field.page !== page || bbox === undefined) return []
    const level = isFieldChanged(field) || !original ? 'sure' : levelOf(original)
    return [{ key, page, bbox, level, name: `${text.fields[label]} : ${value}` }]
  })
  return [...ofLines, ...ofFields]
}

/** How much a line can be believed. */
export function levelOfLine(line: DraftLine): Level {
  const { original } = line
  return !original || isRowChanged(lineColumns, line) ? 'sure' : levelOf(original)
}
