import {
  type Box,
  type Corrections,
  createId,
  type Extraction,
  type FieldLabel,
  type FieldValue,
  fieldDefinition,
  fieldLabels,
} from '@invoice-ml/contracts'
import {
  type DraftLine,
  type DraftVat,
  hasOtherRows,
  isFilled,
  lineColumns,
  toLine,
  toRow,
  toVat,
  vatColumns,
} from './draft-rows.ts'
import { isCurrency, normalise } from './normalise.ts'

/** One field as a person sees and changes it. */
export type DraftField = {
  key: string
  label: FieldLabel
  /** What was read; undefined when nothing was. */
  original: FieldValue | undefined
  /** Empty: the document does not have it. */
  value: string
  page: number | undefined
  bbox: Box | undefined
}

export type Draft = { fields: DraftField[]; lines: DraftLine[]; vat: DraftVat[] }

/** What was read, ready to be changed: every value, and an empty place for each key field that was not found. */
export function draftOf(extraction: Extraction): Draft {
  const fields = fieldLabels.flatMap((label) => {
    const found = extraction.fields.filter((field) => field.label === label)
    if (found.length === 0) return fieldDefinition(label).key ? [emptyField(label)] : []
    return found.map((original, index) => ({
      key: `${label}.${index}`,
      label,
      original,
      value: original.value,
      page: original.page,
      bbox: original.bbox,
    }))
  })
  return {
    fields,
    lines: extraction.lines.map((line, index) => toRow(lineColumns, `line.${index}`, line)),
    vat: extraction.vat_breakdown.map((row, index) => toRow(vatColumns, `vat.${index}`, row)),
  }
}

/** A place for a field that was not found, or for one more value, which is none that others add meanwhile, nor is its key. */
export function emptyField(label: FieldLabel): DraftField {
  return {
    key: fieldDefinition(label).repeatable ? createId('field') : `${label}.0`,
    label,
    original: undefined,
    value: '',
    page: undefined,
    bbox: undefined,
  }
}

/**
 * The field whose box is drawn: that which a person is in, or the first; none while she is in a row of a table, whose place
 * is that of no field.
 *
 * @param activeKey of the field or row that she was in last, which may be gone
 */
export function drawableOf(
  { fields, lines, vat }: Draft,
  activeKey: string | undefined,
): DraftField | undefined {
  if ([...lines, ...vat].some(({ key }) => key === activeKey)) return undefined
  return fields.find(({ key }) => key === activeKey) ?? fields[0]
}

/** ISO 4217, of the amounts that are typed without one; undefined when nothing says it. */
export function currencyOf({ fields }: Pick<Draft, 'fields'>): string | undefined {
  const said = fields.find(({ label }) => label === 'devise')?.value ?? ''
  const code = normalise('currency', said)
  return isCurrency(code) ? code : undefined
}

/** The field with its value written as the platform writes it; what was read and stays is written so. */
export function settled(field: DraftField, currency: string | undefined): DraftField {
  if (field.value === field.original?.value) return field
  return { ...field, value: normalise(fieldDefinition(field.label).type, field.value, currency) }
}

export function isFieldChanged({ value, bbox, original }: DraftField): boolean {
  return value !== (original?.value ?? '') || bbox !== original?.bbox
}

/** Whether a person has changed anything. */
export function isChanged(draft: Draft, extraction: Extraction): boolean {
  return (
    draft.fields.some(isFieldChanged) ||
    hasOtherLines(draft, extraction) ||
    hasOtherVat(draft, extraction)
  )
}

/** Whether the lines are not those that were read. */
export function hasOtherLines({ lines }: Draft, extraction: Extraction): boolean {
  return hasOtherRows(lineColumns, lines, extraction.lines)
}

/** Whether the tax by rate is not what was read. */
export function hasOtherVat({ vat }: Draft, extraction: Extraction): boolean {
  return hasOtherRows(vatColumns, vat, extraction.vat_breakdown)
}

/** What the person has changed, as PUT /jobs/{job_id}/corrections takes it; nothing confirms everything. */
export function toCorrections(draft: Draft, extraction: Extraction): Corrections {
  const currency = currencyOf(draft)
  const fields = draft.fields.map((field) => settled(field, currency))
  const changed = new Set(fields.filter(isFieldChanged).map(({ label }) => label))
  return {
    fields: [...changed].flatMap((label) =>
      valuesOf(
        label,
        fields.filter((field) => field.label === label),
      ),
    ),
    ...(hasOtherLines(draft, extraction)
      ? { lines: draft.lines.filter((line) => isFilled(lineColumns, line)).map(toLine) }
      : {}),
    ...(hasOtherVat(draft, extraction)
      ? { vat_breakdown: draft.vat.filter((row) => isFilled(vatColumns, row)).map(toVat) }
      : {}),
  }
}

/** How many values and tables a person has changed. */
export function countChanges({ fields, lines, vat_breakdown }: Corrections): number {
  const tables = [lines, vat_breakdown].filter((table) => table !== undefined)
  return new Set(fields.map(({ label }) => label)).size + tables.length
}

function valuesOf(label: FieldLabel, fields: DraftField[]): Corrections['fields'] {
  const filled = fields.filter(({ value }) => value !== '')
  if (filled.length === 0)
    return fields.some(({ original }) => original !== undefined) ? [{ label, value: null }] : []
  // Where another value was read says nothing of this one: the platform looks for it.
  return filled.map(({ value, page, bbox, original }) => ({
    label,
    value,
    ...(page === undefined || bbox === undefined || bbox === original?.bbox ? {} : { page, bbox }),
  }))
}
