import { z } from 'zod'
import { BatchId, JobId } from './id.ts'
import { JobStatus } from './job.ts'
import { Problem } from './problem.ts'

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example })

export const BatchEntry = z
  .object({
    position: count('Place in the request, or in the ZIP, from 0', 0),
    filename: z.string().meta({ description: 'As uploaded, or as the ZIP names it' }),
    job_id: JobId.optional(),
    status: JobStatus.optional(),
    problem: Problem.optional(),
  })
  .meta({
    id: 'BatchEntry',
    description:
      'What became of one file: a job with its state, or the problem it was refused with',
    example: {
      position: 0,
      filename: 'facture_001.pdf',
      job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz',
      status: 'queued',
    },
  })
export type BatchEntry = z.infer<typeof BatchEntry>

export const BatchCounts = z
  .object({
    queued: count('Wait', 12),
    processing: count('Are being read', 2),
    completed: count('Are read', 84),
    failed: count('Could not be read', 1),
    cancelled: count('Were cancelled', 0),
    refused: count('Were refused at the door', 1),
    deleted: count('Were deleted since', 0),
  })
  .meta({ id: 'BatchCounts', description: 'How many files of the batch are in each state' })
export type BatchCounts = z.infer<typeof BatchCounts>

export const BatchAccepted = z
  .object({
    success: z.literal(true).meta({ description: 'Always true here', example: true }),
    batch_id: BatchId,
    status_url: z
      .string()
      .meta({ description: 'Where the batch is followed', example: '/batches/batch_…' }),
    accepted: count('Files that became a job', 99),
    refused: count('Files that were refused', 1),
    entries: z.array(BatchEntry).meta({ description: 'Every file, in the order of the request' }),
    expected_wait_seconds: count('When the last result is expected', 120),
    message: z.string().meta({ description: 'For a person', example: 'Lot accepté' }),
  })
  .meta({ id: 'BatchAccepted', description: 'The files are stored and will be read' })
export type BatchAccepted = z.infer<typeof BatchAccepted>

export const Batch = z
  .object({
    batch_id: BatchId,
    status: z.enum(['processing', 'completed']).meta({
      description: 'Completed once every file has come to its end, whichever',
      example: 'processing',
    }),
    created_at: z.iso
      .datetime()
      .meta({ description: 'When it was accepted', example: '2026-01-15T10:30:00Z' }),
    total: count('Files that were sent', 100),
    counts: BatchCounts,
    entries: z
      .array(BatchEntry)
      .meta({ description: 'A page of its files, in the order of the request' }),
    next_cursor: z
      .string()
      .optional()
      .meta({ description: 'For the next page; absent on the last', example: '100' }),
  })
  .meta({ id: 'Batch', description: 'Files that were sent together, and how far they are' })
export type Batch = z.infer<typeof Batch>
