import { z } from 'zod'
import { Accepted, Extracted, JobList, JobListCursor } from '../answers.ts'
import { Corrections } from '../correction.ts'
import { JobId } from '../id.ts'
import { Job, Priority } from '../job.ts'
import { JobFilter } from '../job-filter.ts'
import { defineOperation } from '../operation.ts'
import { pageSelectionPattern } from '../page-selection.ts'
import { WebhookUrl } from '../webhook.ts'
import { everywhere, flag, parseJson, wholeNumber } from './common.ts'
import {
  acceptedExample,
  correctedExample,
  correctionExamples,
  extractionExample,
  jobExamples,
} from './examples.ts'

const JobParams = z.object({ job_id: JobId })
export const languageHeader = {
  'accept-language': z
    .string()
    .optional()
    .meta({ description: '`message` is French unless English is preferred', example: 'en' }),
}

export const idempotencyHeader = {
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description: 'The same key and the same request are accepted once',
    example: 'a1b2',
  }),
}

export const ExtractForm = z.object({
  pages: z
    .string()
    .regex(pageSelectionPattern, 'expected pages as in "1-3,5"')
    .optional()
    .meta({ description: 'Pages to read, from 1', example: '1-3,5' }),
  external_id: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Your own identifier, to find the job by', example: 'ERP-42' }),
  priority: Priority.default('interactive'),
  metadata: z
    .preprocess(parseJson, z.record(z.string().min(1).max(100), z.string().max(1_000)))
    .optional()
    .meta({ description: 'A JSON object of texts, kept with the job', example: { folder: 'a' } }),
  callback_url: WebhookUrl.optional().meta({
    description: 'Told of this job as an endpoint of webhooks is',
    example: 'https://erp.example.com/jobs/42',
  }),
})

export const extractDocument = defineOperation({
  id: 'extractDocument',
  method: 'post',
  path: '/extract',
  scope: 'extract',
  tag: 'documents',
  summary: 'Read a document',
  description:
    'Takes PDF, JPEG, PNG, TIFF or WebP, of several pages as well, and invoices in XML (UBL, CII). Answers 202 with a job, or 200 with the extraction ' +
    'when the same file was read before, or when it is ready within the time that the client prefers to wait.',
  query: z.object({
    refresh: flag.default(false).meta({
      description: 'Read it anew although the answer is known',
      example: false,
      default: false,
    }),
    wait: wholeNumber({ min: 0, max: 60 })
      .optional()
      .meta({ description: 'Seconds to wait for the result, at most 60', example: 10 }),
  }),
  headers: z.object({
    ...languageHeader,
    prefer: z
      .string()
      .optional()
      .meta({ description: '`wait=N` as in RFC 7240', example: 'wait=10' }),
    ...idempotencyHeader,
  }),
  form: ExtractForm,
  success: {
    200: {
      description: 'Read',
      body: Extracted,
      examples: {
        extracted: { success: true, data: extractionExample, message: 'Extraction réussie' },
      },
      headers: {
        'Preference-Applied': 'wait=N when it was waited for',
        'Idempotency-Replayed': 'true when an earlier request answers',
      },
    },
    202: {
      description: 'Accepted',
      body: Accepted,
      examples: { accepted: acceptedExample },
      headers: {
        Location: 'Where the job is read',
        'Retry-After': 'Seconds until the result is expected',
        'Idempotency-Replayed': 'true when an earlier request answers',
      },
    },
  },
  problems: [
    'invalid-request',
    'file-missing',
    'file-empty',
    'request-timeout',
    'file-too-large',
    'unsupported-media-type',
    'file-corrupt',
    'document-encrypted',
    'too-many-pages',
    'image-too-large',
    'no-page-selected',
    'document-unreadable',
    'job-not-found',
    'idempotency-mismatch',
    'webhook-address-refused',
    'webhook-disabled',
    'overloaded',
    ...everywhere,
  ],
})

export const listJobs = defineOperation({
  id: 'listJobs',
  method: 'get',
  path: '/jobs',
  scope: 'read',
  tag: 'documents',
  summary: 'List jobs, newest first',
  query: JobFilter.extend({
    limit: wholeNumber({ min: 1, max: 200 })
      .default(50)
      .meta({ description: 'Jobs on a page', example: 50, default: 50 }),
    cursor: JobListCursor.optional().meta({ description: '`next_cursor` of the page before' }),
    view: z.enum(['full', 'summary']).default('full').meta({
      description: 'Whether completed jobs carry their `result`, or a short `summary` instead',
      example: 'summary',
      default: 'full',
    }),
  }),
  success: {
    200: {
      description: 'A page of jobs',
      body: JobList,
      examples: { last_page: { jobs: [jobExamples.queued, jobExamples.failed] } },
    },
  },
  problems: ['invalid-request', ...everywhere],
})

export const readJob = defineOperation({
  id: 'readJob',
  method: 'get',
  path: '/jobs/{job_id}',
  scope: 'read',
  tag: 'documents',
  summary: 'Read a job and, once completed, its extraction',
  params: JobParams,
  headers: z.object({
    'if-none-match': z
      .string()
      .optional()
      .meta({ description: '`ETag` of the answer before', example: '"3"' }),
  }),
  success: {
    200: {
      description: 'The job',
      body: Job,
      examples: jobExamples,
      headers: { ETag: 'Changes with the job', 'Retry-After': 'While it waits or runs' },
    },
    304: { description: 'Nothing has changed' },
  },
  problems: ['invalid-request', 'job-not-found', ...everywhere],
})

export const followJob = defineOperation({
  id: 'followJob',
  method: 'get',
  path: '/jobs/{job_id}/events',
  scope: 'read',
  tag: 'documents',
  summary: 'Follow a job by server-sent events',
  description:
    'Each event `job` carries the job as GET /jobs/{job_id} answers it. The stream ends with the final state, and resumes ' +
    'by `Last-Event-ID`.',
  params: JobParams,
  headers: z.object({
    'last-event-id': z
      .string()
      .optional()
      .meta({ description: 'The last event that was seen', example: '3' }),
  }),
  success: {
    200: {
      description: 'Events',
      mediaType: 'text/event-stream',
      body: z.string().meta({ description: 'Events', example: 'id: 3\nevent: job\ndata: {}\n\n' }),
    },
  },
  problems: ['invalid-request', 'job-not-found', 'overloaded', ...everywhere],
})

export const readPage = defineOperation({
  id: 'readPage',
  method: 'get',
  path: '/jobs/{job_id}/pages/{page}',
  scope: 'read',
  tag: 'documents',
  summary: 'A page of the document as an upright image',
  params: JobParams.extend({
    page: wholeNumber({ min: 1, max: 999_999 }).meta({ description: 'Page, from 1', example: 1 }),
  }),
  success: {
    200: {
      description: 'The page',
      mediaType: 'image/jpeg',
      body: z.string().meta({ format: 'binary', description: 'JPEG', example: '…' }),
    },
  },
  problems: [
    'invalid-request',
    'job-not-found',
    'page-not-found',
    'file-erased',
    'file-corrupt',
    'document-encrypted',
    'image-too-large',
    'document-unreadable',
    ...everywhere,
  ],
})

export const correctJob = defineOperation({
  id: 'correctJob',
  method: 'put',
  path: '/jobs/{job_id}/corrections',
  scope: 'review',
  tag: 'documents',
  summary: 'Correct or confirm what was read',
  audit: 'result.corrected',
  description:
    'What is named replaces what was read, and what is not named is confirmed: no fields at all confirm everything. The next ' +
    'document of the same supplier is read with what was learned here.',
  params: JobParams,
  json: Corrections,
  examples: correctionExamples,
  success: {
    200: {
      description: 'The job with the corrected extraction',
      body: Job,
      examples: { corrected: correctedExample },
    },
  },
  problems: [
    'invalid-request',
    'job-not-found',
    'request-timeout',
    'job-not-completed',
    'request-too-large',
    ...everywhere,
  ],
})

export const deleteJob = defineOperation({
  id: 'deleteJob',
  method: 'delete',
  path: '/jobs/{job_id}',
  scope: 'admin',
  tag: 'documents',
  summary: 'Cancel a job and erase all that is known of it',
  audit: 'job.deleted',
  params: JobParams,
  success: { 204: { description: 'Erased' } },
  problems: ['invalid-request', 'job-not-found', ...everywhere],
})
