import { z } from 'zod'
import { DeliveryId, JobId, RequestId } from './id.ts'
import { FacturxPages } from './operations/exports.ts'
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

/** Page images to draw. Added by the gateway when one is asked for, handled by the inference worker. */
export const renderingQueue = defineQueue({
  name: 'rendering',
  payload: z.object({ jobId: JobId, page: z.int().min(1), requestId: RequestId }),
  key: ({ jobId, page }) => `${jobId}.${page}`,
  attempts: 2,
  backoffMs: 500,
  timeoutMs: 60_000,
})

/**
 * Documents that another model than the one that serves is to read: to judge it (`evaluation`), or to watch it beside real
 * traffic (`shadow`). Added by the retrain scheduler, shadows by the worker that has answered the document; handled by the
 * inference worker behind everything else; what came of it lies in `trial_readings`.
 */
export const trialQueue = defineQueue({
  name: 'trial',
  payload: z.object({
    modelVersion: z.string(),
    jobId: JobId,
    purpose: z.enum(['evaluation', 'shadow']),
  }),
  key: ({ modelVersion, jobId, purpose }) => `${modelVersion}.${jobId}.${purpose}`,
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 600_000,
})

/**
 * Factur-X files to make of a job's document and of the XML that lies beside where the file will be. Added by the gateway when
 * one is asked for, handled by the inference worker.
 */
export const facturxQueue = defineQueue({
  name: 'facturx',
  payload: z.object({
    jobId: JobId,
    /** Of the XML and of how it is shown: the name of the file. */
    digest: z.string().regex(/^[0-9a-f]{32}$/),
    pages: FacturxPages,
    requestId: RequestId,
  }),
  key: ({ jobId, digest }) => `${jobId}.${digest}`,
  attempts: 2,
  backoffMs: 500,
  timeoutMs: 600_000,
})

/** Events to send to endpoints. Added by the sweep of any gateway and handled by any. The row knows when it is tried again. */
export const webhookQueue = defineQueue({
  name: 'webhook',
  payload: z.object({ deliveryId: DeliveryId }),
  key: ({ deliveryId }) => deliveryId,
  attempts: 1,
  backoffMs: 1_000,
  timeoutMs: 60_000,
})

/** Looks at what has changed in Label Studio. Added by the clock and by its webhooks, handled by `feedback`; the row is the cursor. */
export const annotationQueue = defineQueue({
  name: 'annotation',
  payload: z.object({ look: z.enum(['changes', 'everything']) }),
  key: ({ look }) => look,
  attempts: 1,
  backoffMs: 1_000,
  timeoutMs: 300_000,
})

/** The clock of the retrain scheduler: one look at what there is to learn, by whichever replica takes it. */
export const retrainCheckQueue = defineQueue({
  name: 'retrain-check',
  payload: z.object({}),
  key: () => 'check',
  attempts: 1,
  backoffMs: 1_000,
  timeoutMs: 60_000,
})
