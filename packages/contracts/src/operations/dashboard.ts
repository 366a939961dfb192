import { z } from 'zod'
import { ApiKeyId } from '../api-key.ts'
import { JobId } from '../id.ts'
import { defineOperation, scopes } from '../operation.ts'
import { Box } from '../value.ts'
import { everywhere, wholeNumber } from './common.ts'

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example })

export const DayCounts = z
  .object({
    date: z.iso.date().meta({ description: 'The day, in UTC', example: '2026-01-15' }),
    completed: count('Documents read', 84),
    failed: count('Documents that could not be read', 1),
    needing_review: count('Sent to a person among those read', 12),
    average_confidence: z.number().min(0).max(1).nullable().meta({
      description: 'Mean of the overall confidence, before any correction',
      example: 0.93,
    }),
  })
  .meta({ id: 'DayCounts', description: 'What was done on one day' })
export type DayCounts = z.infer<typeof DayCounts>

export const History = z
  .object({ days: z.array(DayCounts).meta({ description: 'Oldest first, none left out' }) })
  .meta({ id: 'History', description: 'What was done day by day' })
export type History = z.infer<typeof History>

export const readHistory = defineOperation({
  id: 'readHistory',
  method: 'get',
  path: '/stats/history',
  scope: 'read',
  tag: 'operating',
  summary: 'What the platform has done day by day',
  query: z.object({
    days: wholeNumber({ min: 1, max: 366 })
      .default(30)
      .meta({ description: 'Days to go back, today among them', example: 30, default: 30 }),
  }),
  success: { 200: { description: 'Counted from the database', body: History } },
  problems: ['invalid-request', ...everywhere],
})

export const followJobs = defineOperation({
  id: 'followJobs',
  method: 'get',
  path: '/events',
  scope: 'read',
  tag: 'documents',
  summary: 'Follow every job by server-sent events',
  description:
    'Each event `job` carries a job that has changed, as GET /jobs/{job_id} answers it; `gone` the identifier of one that was ' +
    'deleted; `missed` says that more may have changed than was told. Events are hints: who must know reads the jobs.',
  success: {
    200: {
      description: 'Events, until the client leaves',
      mediaType: 'text/event-stream',
      body: z.string().meta({ description: 'Events', example: 'event: job\ndata: {}\n\n' }),
    },
  },
  problems: ['overloaded', ...everywhere],
})

export const CallerView = z
  .object({
    key_id: ApiKeyId.optional(),
    name: z.string().optional().meta({ description: 'Name of the key', example: 'Compta' }),
    scopes: z
      .array(z.enum(scopes))
      .meta({ description: 'What may be done; `admin` includes the others', example: ['read'] }),
  })
  .meta({
    id: 'Caller',
    description: 'Who asks: a key, or the machine itself while there is no key',
    example: { key_id: 'key_7f3k9x2a', name: 'Compta', scopes: ['read', 'review'] },
  })
export type CallerView = z.infer<typeof CallerView>

export const readCaller = defineOperation({
  id: 'readCaller',
  method: 'get',
  path: '/caller',
  scope: 'any-key',
  tag: 'keys',
  summary: 'What the key of this request may do',
  success: { 200: { description: 'The key, without the key itself', body: CallerView } },
  problems: [...everywhere],
})

export const PageWords = z
  .object({
    words: z
      .array(
        z.object({
          text: z.string().meta({ description: 'As it was seen', example: 'Total' }),
          bbox: Box,
        }),
      )
      .meta({ description: 'In the order in which the page gave them' }),
  })
  .meta({ id: 'PageWords', description: 'The words that were seen on a page' })
export type PageWords = z.infer<typeof PageWords>

export const readWords = defineOperation({
  id: 'readWords',
  method: 'get',
  path: '/jobs/{job_id}/pages/{page}/words',
  scope: 'read',
  tag: 'documents',
  summary: 'The words that were seen on a page when it was read',
  description:
    'What a person who draws a box means is the words below it. None, once retention.pages_days are over.',
  params: z.object({
    job_id: JobId,
    page: wholeNumber({ min: 1, max: 999_999 }).meta({ description: 'Page, from 1', example: 1 }),
  }),
  success: { 200: { description: 'The words; none when nobody kept them', body: PageWords } },
  problems: ['invalid-request', 'job-not-found', ...everywhere],
})

export const CalibrationBin = z
  .object({
    fields: count('Values whose confidence lies here', 120),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Their mean confidence, as it was given', example: 0.94 }),
    right: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of them that people left as they were', example: 0.93 }),
  })
  .meta({ id: 'CalibrationBin', description: 'Values of about the same confidence' })
export type CalibrationBin = z.infer<typeof CalibrationBin>

export const CalibrationCurve = z
  .object({
    documents: count('Documents that people corrected or confirmed', 48),
    bins: z
      .array(CalibrationBin)
      .meta({ description: 'A tenth of the scale each, from below; empty ones are left out' }),
  })
  .meta({ id: 'CalibrationCurve', description: 'How far confidences can be believed' })
export type CalibrationCurve = z.infer<typeof CalibrationCurve>

export const readCalibration = defineOperation({
  id: 'readCalibration',
  method: 'get',
  path: '/stats/calibration',
  scope: 'read',
  tag: 'operating',
  summary: 'Whether confidences are honest: as given, and as people found the values',
  description: 'Of the documents that were corrected or confirmed last, 1,000 at most.',
  success: { 200: { description: 'Counted from the corrections', body: CalibrationCurve } },
  problems: [...everywhere],
})
