import { z } from 'zod'
import { Extraction } from './extraction.ts'
import { JobId } from './id.ts'
import { Job, JobStatus } from './job.ts'

const success = z.literal(true).meta({ description: 'Always true here', example: true })

export const Welcome = z
  .object({
    message: z.string().meta({ description: 'What this is', example: 'Invoice ML System API' }),
    version: z.string().meta({ description: 'Version of the platform', example: '1.0.0' }),
    docs: z.string().meta({ description: 'Where it is described', example: '/docs' }),
  })
  .meta({ id: 'Welcome', description: 'What answers here' })

export const Accepted = z
  .object({
    success,
    job_id: JobId,
    status: JobStatus,
    status_url: z.string().meta({ description: 'Where the job is read', example: '/jobs/job_…' }),
    events_url: z
      .string()
      .meta({ description: 'Where the job is followed', example: '/jobs/job_…/events' }),
    expected_wait_seconds: z
      .int()
      .min(0)
      .meta({ description: 'When the result is expected', example: 1 }),
    message: z.string().meta({ description: 'For a person', example: 'Document accepté' }),
  })
  .meta({ id: 'Accepted', description: 'The document is stored and will be read' })
export type Accepted = z.infer<typeof Accepted>

export const Extracted = z
  .object({
    success,
    data: Extraction,
    message: z.string().meta({ description: 'For a person', example: 'Extraction réussie' }),
  })
  .meta({ id: 'Extracted', description: 'The document is read' })
export type Extracted = z.infer<typeof Extracted>

/** A time in milliseconds and the job that was accepted then. */
export const JobListCursor = z
  .string()
  .regex(/^\d{1,13}-job_[0-9a-hjkmnp-tv-z]{26}$/, 'expected `next_cursor` of the page before')
  .meta({
    id: 'JobListCursor',
    description: 'Where a page of jobs ended',
    example: '1768473000000-job_01kb4c9t3q8v6m2x7r5n0w1ydz',
  })
export type JobListCursor = z.infer<typeof JobListCursor>

export const JobList = z
  .object({
    jobs: z.array(Job).meta({ description: 'Newest first' }),
    next_cursor: JobListCursor.optional().meta({
      description: 'For the next page; absent on the last',
    }),
  })
  .meta({ id: 'JobList', description: 'One page of jobs' })

const ComponentHealth = z
  .object({
    status: z
      .enum(['healthy', 'degraded', 'unhealthy'])
      .meta({ description: 'Whether it answers', example: 'healthy' }),
    detail: z.string().optional().meta({ description: 'What is wrong', example: 'no answer' }),
    latency_ms: z.number().optional().meta({ description: 'Time it took to answer', example: 1 }),
  })
  .meta({ id: 'ComponentHealth', description: 'State of one part of the platform' })

export const Health = z
  .object({
    status: z
      .enum(['healthy', 'degraded', 'unhealthy'])
      .meta({ description: 'Unhealthy: documents are not accepted', example: 'healthy' }),
    version: z.string().meta({ description: 'Version of the platform', example: '1.0.0' }),
    model_loaded: z.boolean().meta({ description: 'Whether a detector is loaded', example: true }),
    model_version: z
      .string()
      .nullable()
      .meta({ description: 'The model that reads', example: 'invoice_model_20260115' }),
    execution_providers: z
      .array(z.string())
      .meta({ description: 'Where the model runs', example: ['cpu'] }),
    uptime_seconds: z.int().min(0).meta({ description: 'Age of this gateway', example: 3600 }),
    components: z.record(z.string(), ComponentHealth).meta({
      description: 'The parts of the platform',
      example: { postgres: { status: 'healthy', latency_ms: 1 } },
    }),
  })
  .meta({ id: 'Health', description: 'State of the platform' })
export type Health = z.infer<typeof Health>

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example })
const share = (description: string, example: number) =>
  z.number().min(0).max(1).nullable().meta({ description, example })

export const Stats = z
  .object({
    total_extractions: count('Documents read since the beginning', 1520),
    average_confidence: share(
      'Mean of the overall confidence, as documents were read and before any correction',
      0.93,
    ),
    extractions_last_24h: count('Documents read in the last 24 hours', 84),
    model_version: z
      .string()
      .nullable()
      .meta({ description: 'The model that reads', example: 'invoice_model_20260115' }),
    success_rate: share('Completed among completed and failed', 0.99),
    failed_extractions: count('Documents that could not be read', 12),
    review_rate: share('Sent to a person among completed', 0.18),
    straight_through_rate: share('Not sent to a person among completed', 0.82),
    cache_hit_rate: share('Answered by an earlier reading among completed', 0.06),
    p50_duration_ms: z.number().nullable().meta({
      description:
        'Median from upload to result, last 24 hours; of a batch, whose documents wait for each other, from the beginning of each',
      example: 240,
    }),
    p95_duration_ms: z
      .number()
      .nullable()
      .meta({ description: '95th percentile, likewise', example: 1_900 }),
    queue_depth: count('Documents that wait', 3),
    processing: count('Documents being read', 1),
    workers: count('Workers that are there', 1),
    expected_wait_seconds: count('For a document that arrives now', 1),
    annotated_documents: count('Documents that people have corrected or annotated', 180),
    annotations_since_last_training: count('What people corrected and no model has learned', 0),
    annotations_to_next_training: z.int().min(0).nullable().meta({
      description:
        'Documents that are still to be annotated until a model is trained by itself; null where none will be',
      example: 12,
    }),
    uptime: share(
      'Part of the last 30 days, or of the time since the platform was first there, in which documents were accepted',
      0.9993,
    ),
    uptime_since: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'From when on it is counted', example: '2025-12-16T10:30:00Z' }),
  })
  .meta({ id: 'Stats', description: 'What the platform has done and has to do' })
export type Stats = z.infer<typeof Stats>
