import type { Corrections, Problem } from '@invoice-ml/contracts'
import { type Draft, isFilled, lineColumns } from './draft.ts'
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
  const [, table, place, column] = /^body\.(fields|lines)\.(\d+)(?:\.(\w+))?/.exec(path) ?? []
  if (table === 'fields') return fieldAt(Number(place), sent)
  if (table === 'lines') return cellAt(Number(place), column, sent)
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

function cellAt(index: number, column: string | undefined, { draft }: Sent): string | undefined {
  const line = draft.lines.filter(isFilled)[index]
  return line && cellIdOf(line.key, lineColumns.find((name) => name === column) ?? 'description')
}
