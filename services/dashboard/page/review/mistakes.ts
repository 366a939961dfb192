import {
  type Corrections,
  type FieldType,
  fieldDefinition,
  type Problem,
} from '@invoice-ml/contracts'
import type { Draft } from './draft.ts'
import { isFilled, lineColumns, vatColumns } from './draft-rows.ts'
import { cellIdOf, inputIdOf } from './input-ids.ts'

/** What would have been right at an input. */
export type Expected = FieldType | 'decimal'

/** By the identifier of the input. */
export type Mistakes = ReadonlyMap<string, Expected>

type Errors = NonNullable<Problem['errors']>
type Sent = { draft: Draft; corrections: Corrections }
type Place = [id: string, expected: Expected]

/**
 * What the platform said against what was typed: what it expected at which input, in its order, and `others`, which stand at
 * none. The entries of `errors` name values by their place in the request.
 */
export function mistakesOf(errors: Errors = [], sent: Sent): { marked: Mistakes; others: Errors } {
  const places = errors.map(({ path }) => inputAt(path, sent))
  return {
    marked: new Map(places.filter((place) => place !== undefined)),
    others: errors.filter((_error, index) => places[index] === undefined),
  }
}

function inputAt(path: string, sent: Sent): Place | undefined {
  const [, table, place, column] =
    /^body\.(fields|lines|vat_breakdown)\.(\d+)(?:\.(\w+))?/.exec(path) ?? []
  if (table === 'fields') return fieldAt(Number(place), sent)
  const { lines, vat } = sent.draft
  if (table === 'lines') return cellAt({ columns: lineColumns, rows: lines }, Number(place), column)
  if (table === 'vat_breakdown')
    return cellAt({ columns: vatColumns, rows: vat }, Number(place), column)
  return undefined
}

function fieldAt(index: number, { draft, corrections }: Sent): Place | undefined {
  const label = corrections.fields[index]?.label
  const before = corrections.fields.slice(0, index).filter((field) => field.label === label)
  const same = draft.fields.filter((field) => field.label === label)
  const filled = same.filter(({ value }) => value.trim() !== '')
  const field = filled[before.length] ?? same[0]
  return field && [inputIdOf(field.key), fieldDefinition(field.label).type]
}

type Table<Column extends string> = {
  columns: readonly Column[]
  rows: (Record<Column, string> & { key: string })[]
}

function cellAt<Column extends string>(
  { columns, rows }: Table<Column>,
  index: number,
  column: string | undefined,
): Place | undefined {
  const row = rows.filter((one) => isFilled(columns, one))[index]
  const name = columns.find((one) => one === column) ?? columns[0]
  return row && name && [cellIdOf(row.key, name), name === 'description' ? 'text' : 'decimal']
}
