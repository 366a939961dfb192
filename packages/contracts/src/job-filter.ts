import { z } from 'zod'
import { BatchId } from './id.ts'
import { JobStatus } from './job.ts'
import { flag } from './operations/common.ts'

/** No text that is stored holds NUL: one of nothing else says as little as an empty one, which would mean everything. */
const searched = z.string().min(1).max(200).regex(/[^\0]/, 'expected a text')

/** Which jobs are meant: what GET /jobs and GET /exports filter by. */
export const JobFilter = z.object({
  status: JobStatus.optional(),
  created_after: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Accepted at this time or later', example: '2026-01-01T00:00:00Z' }),
  created_before: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Accepted before this time', example: '2026-02-01T00:00:00Z' }),
  needs_review: flag.optional().meta({ description: 'Sent to a person or not', example: true }),
  external_id: searched.optional().meta({ description: 'Your own identifier', example: 'ERP-42' }),
  batch_id: BatchId.optional(),
  supplier: searched.optional().meta({ description: 'A part of its name', example: 'Dupont' }),
  text: searched
    .optional()
    .meta({ description: 'A part of a name or of a number', example: 'F2026' }),
})
export type JobFilter = z.infer<typeof JobFilter>
