import { z } from 'zod'
import { Batch, BatchAccepted } from '../batch.ts'
import { BatchId } from '../id.ts'
import { Priority } from '../job.ts'
import { defineOperation } from '../operation.ts'
import { everywhere, flag, wholeNumber } from './common.ts'
import { ExtractForm, idempotencyHeader, languageHeader } from './documents.ts'

/** What is said about all files of a batch. */
export const BatchForm = ExtractForm.extend({ priority: Priority.default('batch') })

export const submitBatch = defineOperation({
  id: 'submitBatch',
  method: 'post',
  path: '/extract/batch',
  scope: 'extract',
  tag: 'documents',
  summary: 'Read many documents',
  description:
    'Takes many parts named `files`, or one ZIP. Each file becomes a job, or is refused with a problem of its own; all of it is ' +
    'accepted at once or not at all. Documents that are sent one by one go before those of a batch.',
  query: z.object({
    refresh: flag
      .default(false)
      .meta({ description: 'Read them anew although the answers are known', example: false }),
  }),
  headers: z.object({ ...languageHeader, ...idempotencyHeader }),
  form: BatchForm,
  files: 'many',
  success: {
    202: {
      description: 'Accepted',
      body: BatchAccepted,
      headers: {
        Location: 'Where the batch is followed',
        'Retry-After': 'Seconds until the last result is expected',
        'Idempotency-Replayed': 'true when an earlier request answers',
      },
    },
  },
  problems: [
    'invalid-request',
    'file-missing',
    'request-timeout',
    'request-too-large',
    'too-many-files',
    'archive-unreadable',
    'idempotency-mismatch',
    'webhook-address-refused',
    'webhook-disabled',
    'batch-not-found',
    'overloaded',
    ...everywhere,
  ],
})

export const readBatch = defineOperation({
  id: 'readBatch',
  method: 'get',
  path: '/batches/{batch_id}',
  scope: 'read',
  tag: 'documents',
  summary: 'Follow a batch: how many files are in each state, and which',
  params: z.object({ batch_id: BatchId }),
  query: z.object({
    limit: wholeNumber({ min: 1, max: 1_000 })
      .default(200)
      .meta({ description: 'Files on a page', example: 200 }),
    cursor: wholeNumber({ min: 0, max: 1_000_000 })
      .optional()
      .meta({ description: '`next_cursor` of the page before', example: 200 }),
  }),
  success: {
    200: {
      description: 'The batch',
      body: Batch,
      headers: { 'Retry-After': 'While some of its files wait or are read' },
    },
  },
  problems: ['invalid-request', 'batch-not-found', ...everywhere],
})
