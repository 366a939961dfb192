import type { Box, Extraction, FieldLabel } from '@invoice-ml/contracts'
import { useCallback, useMemo, useState } from 'react'
import {
  currencyOf,
  type Draft,
  draftOf,
  emptyField,
  emptyLine,
  type LineColumn,
  settled,
  toCorrections,
} from './draft.ts'

/** What a person changes of one extraction, until it is sent. */
export function useDraft(extraction: Extraction) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(extraction))

  const changeFields = useCallback(
    (change: (field: Draft['fields'][number]) => Draft['fields'][number]) =>
      setDraft((before) => ({ ...before, fields: before.fields.map(change) })),
    [],
  )
  const actions = useMemo(
    () => ({
      setValue: (key: string, value: string) =>
        changeFields((field) => (field.key === key ? { ...field, value } : field)),
      settle: (key: string) =>
        setDraft((before) => ({
          ...before,
          fields: before.fields.map((field) =>
            field.key === key ? settled(field, currencyOf(before)) : field,
          ),
        })),
      setBox: (key: string, place: { page: number; bbox: Box; value: string | undefined }) =>
        changeFields((field) =>
          field.key === key ? { ...field, ...place, value: place.value ?? field.value } : field,
        ),
      addField: (label: FieldLabel) =>
        setDraft((before) => ({ ...before, fields: [...before.fields, emptyField(label)] })),
      setCell: (key: string, column: LineColumn, value: string) =>
        setDraft((before) => ({
          ...before,
          lines: before.lines.map((line) =>
            line.key === key ? { ...line, [column]: value } : line,
          ),
        })),
      addLine: () =>
        setDraft((before) => ({
          ...before,
          lines: [...before.lines, emptyLine(crypto.randomUUID())],
        })),
      removeLine: (key: string) =>
        setDraft((before) => ({
          ...before,
          lines: before.lines.filter((line) => line.key !== key),
        })),
    }),
    [changeFields],
  )
  return { draft, ...actions, corrections: () => toCorrections(draft, extraction) }
}
