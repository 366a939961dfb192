import { z } from 'zod'
import { Extraction } from './extraction.ts'
import { BatchId, JobId } from './id.ts'
import { jobStatuses } from './job-statuses.ts'
import { Problem } from './problem.ts'

export const JobStatus = z
  .enum(jobStatuses)
  .meta({ id: 'JobStatus', description: 'Where the job is in its life', example: 'completed' })
export type JobStatus = z.infer<typeof JobStatus>

export const Priority = z
  .enum(['interactive', 'batch'])
  .meta({ id: 'Priority', description: 'Interactive jobs go first', example: 'interactive' })
export type Priority = z.infer<typeof Priority>

export const Stage = z
  .enum(['text_layer', 'rasterize', 'recognize', 'detect', 'extract'])
  .meta({ id: 'Stage', description: 'What is being done', example: 'recognize' })
export type Stage = z.infer<typeof Stage>

/** What can be read, by content; the value is the extension that the stored file gets. */
export const mediaTypes = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'application/xml': 'xml',
} as const
export type MediaType = keyof typeof mediaTypes
/** What has pages to look at; an invoice in XML has none. */
export type PagedMediaType = Exclude<MediaType, 'application/xml'>

export const Progress = z
  .object({
    stage: Stage,
    page: z.int().min(1).meta({ description: 'Page being read', example: 1 }),
    pages: z.int().min(1).meta({ description: 'Pages to read', example: 3 }),
  })
  .meta({ id: 'Progress', description: 'How far a running job is' })
export type Progress = z.infer<typeof Progress>

/** What a list shows of a completed job, under the labels of its fields. */
export const JobSummary = z
  .object({
    fournisseur_nom: z.string().optional().meta({ description: 'Supplier', example: 'Acme SARL' }),
    numero_facture: z.string().optional().meta({ description: 'Number', example: 'F2026-001' }),
    montant_ttc: z.string().optional().meta({ description: 'Total', example: '1250.00 EUR' }),
    overall_confidence: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Probability that the key fields found are all right', example: 0.94 }),
    needs_review: z.boolean().meta({ description: 'Whether a person should look', example: false }),
  })
  .meta({ id: 'JobSummary', description: 'What a list shows of a completed job' })
export type JobSummary = z.infer<typeof JobSummary>

export const Job = z
  .object({
    job_id: JobId,
    status: JobStatus,
    filename: z.string().meta({ description: 'As uploaded', example: 'facture_001.pdf' }),
    created_at: z.iso
      .datetime()
      .meta({ description: 'When it was accepted', example: '2026-01-15T10:30:00Z' }),
    updated_at: z.iso
      .datetime()
      .meta({ description: 'When it last changed', example: '2026-01-15T10:30:01Z' }),
    external_id: z
      .string()
      .optional()
      .meta({ description: 'The identifier that the client gave it', example: 'ERP-42' }),
    batch_id: BatchId.optional(),
    metadata: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'What the client attached', example: { folder: '2026-01' } }),
    file_erased_at: z.iso.datetime().optional().meta({
      description: 'When its file went, its time being over',
      example: '2026-04-15T10:30:00Z',
    }),
    progress: Progress.optional(),
    result: Extraction.optional(),
    summary: JobSummary.optional().meta({
      description: 'Instead of the result, in a list that was asked for summaries',
    }),
    problem: Problem.optional(),
  })
  .meta({ id: 'Job', description: 'One accepted upload and its life' })
export type Job = z.infer<typeof Job>
