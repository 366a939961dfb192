import { z } from 'zod'

function identifier(prefix: string, id: string, description: string) {
  const example = `${prefix}_01kb4c9t3q8v6m2x7r5n0w1ydz`
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`),
      `expected ${prefix}_ and 26 characters`,
    )
    .meta({ id, description, example })
}

export const JobId = identifier('job', 'JobId', 'Identifies one accepted upload')
export type JobId = z.infer<typeof JobId>

export const WebhookId = identifier('wh', 'WebhookId', 'Identifies one endpoint of webhooks')
export type WebhookId = z.infer<typeof WebhookId>

/** The `webhook-id` of Standard Webhooks; made by the database, beside the event. */
export const DeliveryId = z
  .string()
  .regex(/^msg_[0-9a-f]{32}$/, 'expected msg_ and 32 hexadecimal digits')
  .meta({
    id: 'DeliveryId',
    description: 'Identifies one event on its way to one endpoint: its `webhook-id`',
    example: 'msg_0191f3a25b6c4d7e8f90a1b2c3d4e5f6',
  })
export type DeliveryId = z.infer<typeof DeliveryId>
export const BatchId = identifier('batch', 'BatchId', 'Identifies files that were sent together')
export type BatchId = z.infer<typeof BatchId>

export const DeploymentId = identifier(
  'dep',
  'DeploymentId',
  'Identifies one deployment of a model',
)
export type DeploymentId = z.infer<typeof DeploymentId>

export const TrainingId = identifier('trn', 'TrainingId', 'Identifies one training')
export type TrainingId = z.infer<typeof TrainingId>

export const RequestId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/)
  .meta({
    id: 'RequestId',
    description: 'Follows a request through every service',
    example: 'req_7f3k',
  })
