import { z } from 'zod'
import { fieldLabels } from './fields.ts'

const fraction = z.number().min(0).max(1)

const along = (description: string, example: number) => fraction.meta({ description, example })

export const Box = z
  .object({
    x: along('Left edge, of the width of the page', 0.1),
    y: along('Upper edge, of the height of the page', 0.05),
    width: along('Of the width of the page', 0.2),
    height: along('Of the height of the page', 0.03),
  })
  .meta({
    id: 'Box',
    description:
      'A rectangle on the upright page: fractions of its width and height, origin top left',
    example: { x: 0.1, y: 0.05, width: 0.2, height: 0.03 },
  })
export type Box = z.infer<typeof Box>

export const Confidence = fraction.meta({
  id: 'Confidence',
  description: 'Probability that the value is right',
  example: 0.97,
})

export const CheckResult = z
  .object({
    id: z
      .string()
      .meta({ description: 'Stable name, of docs/checks.md', example: 'totals.net_plus_vat' }),
    passed: z.boolean().meta({ description: 'Whether the document satisfies it', example: true }),
    detail: z.string().optional().meta({
      description: 'What was compared, in words that name the values',
      example: 'net 1041.67 + VAT 208.33 = gross 1250.00',
    }),
  })
  .meta({
    id: 'CheckResult',
    description: 'The outcome of one check; a check that does not apply is left out',
    example: {
      id: 'totals.net_plus_vat',
      passed: true,
      detail: 'net 1041.67 + VAT 208.33 = gross 1250.00',
    },
  })
export type CheckResult = z.infer<typeof CheckResult>

export const Source = z
  .enum(['embedded_xml', 'text_layer', 'ocr', 'correction'])
  .meta({ id: 'Source', description: 'Where the value was read', example: 'text_layer' })
export type Source = z.infer<typeof Source>

const PageNumber = z
  .int()
  .min(1)
  .max(999_999)
  .meta({ description: 'Page of the document, from 1', example: 1 })

export const FieldValue = z
  .object({
    label: z.enum(fieldLabels).meta({ description: 'What the value is', example: 'montant_ttc' }),
    value: z.string().meta({
      description:
        'Normalised: amounts "1250.00 EUR", dates "2026-01-15", rates "20.00", identifiers without spaces',
      example: '1250.00 EUR',
    }),
    confidence: Confidence,
    page: PageNumber.optional(),
    bbox: Box.optional(),
    raw: z.string().meta({ description: 'As printed', example: '1 250,00 €' }),
    source: Source,
    checks: z.array(CheckResult).meta({ description: 'The checks that this value took part in' }),
  })
  .meta({ id: 'FieldValue', description: 'One value read from the document' })
export type FieldValue = z.infer<typeof FieldValue>

const decimal = (description: string, example: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'expected a number as "20.00"')
    .meta({ description, example })

export const Adjustments = z
  .object({
    rounding: decimal('Added to the amount due to make it round (BT-114)', '-0.40').optional(),
    charges: decimal('All charges on top of the lines (BT-108)', '7.00').optional(),
  })
  .meta({ id: 'Adjustments', description: 'What explains the sums and has no field' })
export type Adjustments = z.infer<typeof Adjustments>

export const LineItem = z
  .object({
    description: z.string().meta({ description: 'What was sold', example: 'Support mensuel' }),
    details: z
      .string()
      .meta({ description: 'What is printed below its name', example: 'Janvier, par téléphone' })
      .optional(),
    quantity: decimal('How many', '2').optional(),
    unit_price: decimal('Price of one, without tax', '100.00').optional(),
    vat_rate: decimal('Tax rate, in percent', '20.00').optional(),
    amount: decimal('Amount of the line', '200.00').optional(),
    page: PageNumber.optional(),
    bbox: Box.optional(),
    confidence: Confidence,
  })
  .meta({ id: 'LineItem', description: 'One row of the table of what was sold' })
export type LineItem = z.infer<typeof LineItem>

export const VatBreakdownRow = z
  .object({
    rate: decimal('Tax rate, in percent', '20.00'),
    base: decimal('What is taxed at this rate', '1041.67').optional(),
    amount: decimal('The tax', '208.33').optional(),
  })
  .meta({ id: 'VatBreakdownRow', description: 'The tax of one rate' })
export type VatBreakdownRow = z.infer<typeof VatBreakdownRow>
