import type { Corrections, Problem } from '@invoice-ml/contracts'
import type { Draft } from './draft.ts'
import { isFilled, lineColumns, vatColumns } from './draft-rows.ts'
import { cellIdOf, inputIdOf } from './input-ids.ts'

type Sent = { draft: Draft; corrections: Corrections }

/**
 * What the platform said against what was typed: messages by the identifier of the input, in the order of the page. The
 * entries of `errors` name values by their place in the request.
 */
export function mistakesOf(errors: Problem['errors'] = [], sent: Sent): Map<string, string> {
  return new Map(
    errors.flatMap(({ path, message }) => {
      const id = inputAt(path, sent)
      return id === undefined ? [] : [[id, message] as const]
    }),
  )
}

function inputAt(path: string, sent: Sent): string | undefined {
  const [, table, place, column] =
    /^body\.(fields|lines|vat_breakdown)\.(\d+)(?:\.(\w+))?/.exec(path) ?? []
  if (table === 'fields') return fieldAt(Number(place), sent)
  const { lines, vat } = sent.draft
  if (table === 'lines') return cellAt({ columns: lineColumns, rows: lines }, Number(place), column)
  if (table === 'vat_breakdown')
    return cellAt({ columns: vatColumns, rows: vat }, Number(place), column)
  return undefined
}

function fieldAt(index: number, { draft, corrections }: Sent): string | undefined {
  const label = corrections.fields[index]?.label
  const before = corrections.fields.slice(0, index).filter((field) => field.label === label)
  const same = draft.fields.filter((field) => field.label === label)
  const filled = same.filter(({ value }) => value.trim() !== '')
  const field = filled[before.length] ?? same[0]
  return field && inputIdOf(field.key)
}

type Table<Column extends string> = {
  columns: readonly Column[]
  rows: (Record<Column, string> & { key: string })[]
}

function cellAt<Column extends string>(
  { columns, rows }: Table<Column>,
  index: number,
  column: string | undefined,
): string | undefined {
  const row = rows.filter((one) => isFilled(columns, one))[index]
  const name = columns.find((one) => one === column) ?? columns[0]
  return row && name && cellIdOf(row.key, name)
}
