import { z } from 'zod'
import { type FieldLabel, type FieldType, fieldDefinition, fieldLabels } from './fields.ts'
import { Box, LineItem, VatBreakdownRow } from './value.ts'

/** How a value of each type is written, and in words what was expected. */
const writings: Record<FieldType, [pattern: RegExp, expected: string]> = {
  amount: [/^-?\d{1,13}\.\d{2}( [A-Z]{3})?$/, 'an amount as "1250.00 EUR"'],
  date: [/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date as "2026-01-15"'],
  rate: [/^\d{1,3}\.\d{2}$/, 'a rate as "20.00"'],
  currency: [/^[A-Z]{3}$/, 'a currency as "EUR"'],
  siren: [/^\d{9}$/, '9 digits'],
  siret: [/^\d{14}$/, '14 digits'],
  vat: [
    /^[A-Z]{2}[A-Z0-9+*]{2,13}$/,
    'a VAT number that begins with its country, as "FR44732829320"',
  ],
  iban: [/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/, 'an IBAN without spaces'],
  bic: [/^[A-Z0-9]{8}([A-Z0-9]{3})?$/, 'a BIC of 8 or 11 characters'],
  reference: [/^\S.{0,99}$/, 'a number of at most 100 characters, on one line'],
  name: [/^\S.{0,299}$/, 'a text of at most 300 characters, on one line'],
  address: [/^\S.{0,499}$/, 'a text of at most 500 characters, on one line'],
  text: [/^\S.{0,499}$/, 'a text of at most 500 characters, on one line'],
}

export const CorrectedField = z
  .strictObject({
    label: z.enum(fieldLabels).meta({ description: 'What the value is', example: 'montant_ttc' }),
    value: z.string().nullable().meta({
      description: 'Written as in an extraction; null when the document does not have the field',
      example: '1250.00 EUR',
    }),
    page: z
      .int()
      .min(1)
      .max(999_999)
      .optional()
      .meta({ description: 'Where it is printed; looked for when absent', example: 1 }),
    bbox: Box.optional(),
  })
  .superRefine(({ label, value }, context) => {
    const [pattern, expected] = writings[fieldDefinition(label).type]
    if (value !== null && !pattern.test(value))
      context.addIssue({ code: 'custom', path: ['value'], message: `expected ${expected}` })
  })
  .meta({ id: 'CorrectedField', description: 'What one field really is' })
export type CorrectedField = z.infer<typeof CorrectedField>

const maxFields = 200
const maxLines = 2_000

export const Corrections = z
  .strictObject({
    fields: z
      .array(CorrectedField)
      .max(maxFields)
      .meta({ description: 'All values of each label that is named; the others stay' }),
    lines: z
      .array(LineItem.omit({ confidence: true }))
      .max(maxLines)
      .optional()
      .meta({ description: 'All lines, in place of those that were read' }),
    vat_breakdown: z
      .array(VatBreakdownRow)
      .max(maxFields)
      .optional()
      .meta({ description: 'The tax by rate, in place of what was read' }),
  })
  .superRefine(({ fields }, context) => {
    for (const [label, same] of Map.groupBy(fields, (field) => field.label)) {
      if (same.length === 1 || (isRepeatable(label) && same.every(({ value }) => value !== null)))
        continue
      context.addIssue({ code: 'custom', path: ['fields'], message: `${label} is given twice` })
    }
  })
  .meta({ id: 'Corrections', description: 'What a person has found right and wrong' })
export type Corrections = z.infer<typeof Corrections>

function isRepeatable(label: FieldLabel): boolean {
  return fieldDefinition(label).repeatable === true
}
