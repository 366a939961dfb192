import { z } from 'zod'
import { JobId, RequestId } from './id.ts'
import { defineQueue } from './queue.ts'

/** Documents to read. Added by the gateway, handled by the inference worker. */
export const extractionQueue = defineQueue({
  name: 'extraction',
  payload: z.object({ jobId: JobId, requestId: RequestId }),
  key: ({ jobId }) => jobId,
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 300_000,
})
