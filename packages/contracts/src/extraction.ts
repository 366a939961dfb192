import { z } from 'zod'
import { fieldLabels } from './fields.ts'
import { JobId } from './id.ts'
import {
  Adjustments,
  CheckResult,
  Confidence,
  FieldValue,
  LineItem,
  VatBreakdownRow,
} from './value.ts'

/**
 * What was read in a document, whoever submitted it: the part of an extraction that equal files share,
 * that the cache keeps and that the worker stores.
 */
export const Reading = z
  .object({
    fields: z.array(FieldValue).meta({ description: 'The header fields that were found' }),
    lines: z.array(LineItem).meta({ description: 'What was sold, in reading order' }),
    vat_breakdown: z.array(VatBreakdownRow).meta({ description: 'The tax by rate' }),
    adjustments: Adjustments.optional().meta({
      description: 'Only of a document with XML that names some, as the XML has them',
    }),
    missing_fields: z
      .array(z.enum(fieldLabels))
      .meta({ description: 'Labels that were not found', example: ['date_echeance'] }),
    checks: z.array(CheckResult).meta({ description: 'The checks of the document as a whole' }),
    overall_confidence: Confidence.meta({
      description: 'Probability that the key fields found are all right',
      example: 0.94,
    }),
    needs_review: z.boolean().meta({ description: 'A person should look at it', example: false }),
    review_reasons: z
      .array(z.string())
      .meta({ description: 'Why, in words', example: ['montant_ttc was not found'] }),
    kind: z
      .enum(['invoice', 'credit_note', 'receipt'])
      .meta({ description: 'Kind of document', example: 'invoice' }),
    language: z.string().meta({ description: 'ISO 639-1', example: 'fr' }),
    currency: z.string().optional().meta({ description: 'ISO 4217', example: 'EUR' }),
    pages: z
      .int()
      .min(0)
      .meta({ description: 'Pages of the document that were read; none in an XML', example: 1 }),
    rendering: z.enum(['digital', 'scan']).meta({
      description: 'Whether the text was in the file or had to be recognised',
      example: 'digital',
    }),
    model_version: z
      .string()
      .meta({ description: 'The model that read it', example: 'invoice_model_20260115' }),
  })
  .meta({ id: 'Reading', description: 'What was read in a document' })
export type Reading = z.infer<typeof Reading>

export const Extraction = Reading.extend({
  job_id: JobId,
  filename: z.string().meta({ description: 'As uploaded', example: 'facture_001.pdf' }),
  extracted_at: z.iso
    .datetime()
    .meta({ description: 'When it was read', example: '2026-01-15T10:30:00Z' }),
  cached: z.boolean().meta({ description: 'Whether an earlier reading answered', example: false }),
  duration_ms: z.int().min(0).meta({ description: 'Time from upload to result', example: 240 }),
}).meta({ id: 'Extraction', description: 'The result of one job' })
export type Extraction = z.infer<typeof Extraction>
