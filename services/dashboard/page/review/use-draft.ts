import { type Box, createId, type Extraction, type FieldLabel } from '@invoice-ml/contracts'
import { useCallback, useMemo, useState } from 'react'
import {
  currencyOf,
  type Draft,
  draftOf,
  emptyField,
  isChanged,
  settled,
  toCorrections,
} from './draft.ts'
import { type DraftLine, type DraftVat, lineColumns, toRow, vatColumns } from './draft-rows.ts'
import { rebased } from './rebased.ts'

/** An extraction, and when it became what it is: ISO 8601. */
export type Version = { extraction: Extraction; updatedAt: string }

/**
 * What a person changes of one extraction, until it is sent. What is corrected elsewhere takes its place at once, unless
 * that would take away what was typed: then `isBehind`, until the person takes it (`take`) or sets hers upon it (`keep`).
 *
 * @param isSending whether what comes now may be her own
 */
export function useDraft(newest: Version, isSending: boolean) {
  const [base, setBase] = useState(newest)
  const [draft, setDraft] = useState<Draft>(() => draftOf(base.extraction))
  const isBehind = !isSending && Date.parse(newest.updatedAt) > Date.parse(base.updatedAt)

  const take = useCallback((version: Version) => {
    setBase(version)
    setDraft(draftOf(version.extraction))
  }, [])
  if (isBehind && !isChanged(draft, base.extraction)) take(newest)

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
      setBox: (key: string, place: { page: number; bbox: Box }) =>
        changeFields((field) => (field.key === key ? { ...field, ...place } : field)),
      /** Sets a value that was waited for, unless the person has typed another meanwhile. */
      fill: (key: string, { before, value }: { before: string; value: string }) =>
        changeFields((field) =>
          field.key === key && field.value === before ? { ...field, value } : field,
        ),
      addField: (label: FieldLabel) =>
        setDraft((before) => ({
          ...before,
          fields: [...before.fields, emptyField(label)],
        })),
      lines: rowActions<DraftLine>(
        (change) => setDraft((before) => ({ ...before, lines: change(before.lines) })),
        (key) => toRow(lineColumns, key),
      ),
      vat: rowActions<DraftVat>(
        (change) => setDraft((before) => ({ ...before, vat: change(before.vat) })),
        (key) => toRow(vatColumns, key),
      ),
    }),
    [changeFields],
  )
  return {
    draft,
    ...actions,
    extraction: base.extraction,
    isBehind,
    isChanged: isChanged(draft, base.extraction),
    take,
    keep: () => {
      setDraft(rebased(draft, { base: base.extraction, newest: newest.extraction }))
      setBase(newest)
    },
    corrections: () => toCorrections(draft, base.extraction),
  }
}

/** How a person changes the rows of a table. */
function rowActions<Row extends { key: string }>(
  change: (changeRows: (rows: Row[]) => Row[]) => void,
  empty: (key: string) => Row,
) {
  return {
    set: (key: string, column: string, value: string) =>
      change((rows) => rows.map((row) => (row.key === key ? { ...row, [column]: value } : row))),
    add: () => change((rows) => [...rows, empty(createId('row'))]),
    remove: (key: string) => change((rows) => rows.filter((row) => row.key !== key)),
  }
}
