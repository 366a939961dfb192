import {
  type Box,
  type Corrections,
  type Extraction,
  type FieldLabel,
  type FieldValue,
  fieldDefinition,
  fieldLabels,
  type LineItem,
} from '@invoice-ml/contracts'
import { isCurrency, normalise, normaliseDecimal } from './normalise.ts'

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

export const lineColumns = ['description', 'quantity', 'unit_price', 'vat_rate', 'amount'] as const
export type LineColumn = (typeof lineColumns)[number]

export type DraftLine = Record<LineColumn, string> & {
  key: string
  original: LineItem | undefined
}

export type Draft = { fields: DraftField[]; lines: DraftLine[] }

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
  const lines = extraction.lines.map((original, index) => ({
    key: `line.${index}`,
    original,
    description: original.description,
    quantity: original.quantity ?? '',
    unit_price: original.unit_price ?? '',
    vat_rate: original.vat_rate ?? '',
    amount: original.amount ?? '',
  }))
  return { fields, lines }
}

/** A place for a field that was not found. */
export function emptyField(label: FieldLabel): DraftField {
  return {
    key: `${label}.0`,
    label,
    original: undefined,
    value: '',
    page: undefined,
    bbox: undefined,
  }
}

export function emptyLine(key: string): DraftLine {
  return {
    key,
    original: undefined,
    description: '',
    quantity: '',
    unit_price: '',
    vat_rate: '',
    amount: '',
  }
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

function isLineChanged(line: DraftLine): boolean {
  const { original } = line
  return lineColumns.some((column) => line[column] !== (original?.[column] ?? ''))
}

/** Whether a person has changed anything. */
export function isChanged(draft: Draft, extraction: Extraction): boolean {
  return draft.fields.some(isFieldChanged) || hasOtherLines(draft, extraction)
}

/** Whether the lines are not those that were read. */
export function hasOtherLines({ lines }: Draft, extraction: Extraction): boolean {
  return (
    lines.length !== extraction.lines.length ||
    lines.some((line, index) => line.original !== extraction.lines[index] || isLineChanged(line))
  )
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
      ? { lines: draft.lines.filter(isFilled).map(toLine) }
      : {}),
  }
}

/** How many values and tables a person has changed. */
export function countChanges({ fields, lines }: Corrections): number {
  return new Set(fields.map(({ label }) => label)).size + (lines === undefined ? 0 : 1)
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

/** Whether there is anything in it: an empty line is not sent. */
export function isFilled(line: DraftLine): boolean {
  return lineColumns.some((column) => line[column] !== '')
}

function toLine(line: DraftLine): NonNullable<Corrections['lines']>[number] {
  const { confidence: _confidence, ...original } = line.original ?? { confidence: 1 }
  const numbers = lineColumns
    .filter((column) => column !== 'description')
    .map((column) => [column, line[column] === '' ? undefined : normaliseDecimal(line[column])])
  return { ...original, ...Object.fromEntries(numbers), description: line.description }
}
