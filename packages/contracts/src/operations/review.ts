import { z } from 'zod'
import { JobId } from '../id.ts'
import { defineOperation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { everywhere } from './common.ts'

export const ReviewState = z
  .object({
    job_id: JobId,
    reason: z.enum(['low_confidence', 'audit', 'asked']).meta({
      description:
        'Why a person is to see it: it is uncertain, it was drawn at random, or somebody asked',
      example: 'asked',
    }),
    status: z.enum(['pending', 'sent', 'failed']).meta({
      description:
        '`pending` until Label Studio has it, however long it is away; `failed` when it never will',
      example: 'pending',
    }),
    task_ids: z
      .array(z.int())
      .meta({ description: 'Its tasks in Label Studio, one for each page', example: [17] }),
    created_at: z.iso
      .datetime()
      .meta({ description: 'When it was asked for', example: '2026-01-15T10:30:00Z' }),
    sent_at: z.iso
      .datetime()
      .optional()
      .meta({ description: 'When Label Studio had it', example: '2026-01-15T10:30:02Z' }),
    problem: Problem.optional(),
  })
  .meta({ id: 'ReviewState', description: 'A document on its way to a person' })
export type ReviewState = z.infer<typeof ReviewState>

export const reviewJob = defineOperation({
  id: 'reviewJob',
  method: 'post',
  path: '/jobs/{job_id}/review',
  scope: 'review',
  tag: 'documents',
  summary: 'Send the document to Label Studio',
  audit: 'review.asked',
  description:
    'It becomes one task for each page, with what was read as pre-annotations, and once for a job however often it is asked ' +
    'for, unless tasks of it were deleted there. Documents of low confidence are sent by themselves. An invoice in XML has no pages to send.',
  params: z.object({ job_id: JobId }),
  success: {
    202: {
      description: 'It is, or was, sent',
      body: ReviewState,
      examples: {
        pending: {
          job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz',
          reason: 'asked',
          status: 'pending',
          task_ids: [],
          created_at: '2026-01-15T10:30:00Z',
        },
      },
    },
  },
  problems: [
    'invalid-request',
    'job-not-found',
    'job-not-completed',
    'feedback-off',
    'file-erased',
    'page-not-found',
    ...everywhere,
  ],
})
