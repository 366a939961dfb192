import { z } from 'zod'
import { Extraction } from './extraction.ts'
import { DeliveryId, JobId, WebhookId } from './id.ts'
import { JobStatus } from './job.ts'
import { DeploymentReason } from './model.ts'

/** What an endpoint may subscribe to. */
export const webhookEvents = [
  'extraction.completed',
  'extraction.needs_review',
  'extraction.corrected',
  'extraction.failed',
  'model.deployed',
] as const

export const WebhookEventType = z.enum(webhookEvents).meta({
  id: 'WebhookEventType',
  description: 'What has happened',
  example: 'extraction.completed',
})
export type WebhookEventType = z.infer<typeof WebhookEventType>

/** What is delivered: an event, or the test of an endpoint. */
export const DeliveredEventType = z
  .enum([...webhookEvents, 'webhook.test'])
  .meta({ description: 'What has happened', example: 'extraction.completed' })
export type DeliveredEventType = z.infer<typeof DeliveredEventType>

const time = (description: string) =>
  z.iso.datetime().meta({ description, example: '2026-01-15T10:30:00Z' })

/** What an event says of a job or of a model, fixed when it happens. */
export const WebhookFacts = z.object({
  job_id: JobId.optional(),
  external_id: z
    .string()
    .optional()
    .meta({ description: 'The identifier that the client gave', example: 'ERP-42' }),
  status: JobStatus.optional(),
  needs_review: z
    .boolean()
    .optional()
    .meta({ description: 'Whether a person should look at it', example: false }),
  model_version: z.string().optional().meta({
    description: 'The model that read it, or that serves now',
    example: 'invoice_model_20260115',
  }),
  previous_version: z
    .string()
    .optional()
    .meta({ description: 'The model that served before', example: 'invoice_model_20251220' }),
  reason: DeploymentReason.optional().meta({ description: 'Why the model serves' }),
  problem: z
    .object({
      code: z.string().meta({ description: 'Stable name', example: 'file-corrupt' }),
      title: z.string().meta({ description: 'What is wrong', example: 'The file is damaged' }),
    })
    .optional()
    .meta({ description: 'Why it could not be read' }),
})
export type WebhookFacts = z.infer<typeof WebhookFacts>

export const WebhookMessage = z
  .object({
    type: DeliveredEventType,
    timestamp: time('When it happened'),
    data: WebhookFacts.extend({
      result_url: z
        .string()
        .optional()
        .meta({ description: 'Where the job is read', example: '/jobs/job_…' }),
      result: Extraction.optional(),
    }).meta({ description: 'What it happened to' }),
  })
  .meta({ id: 'WebhookMessage', description: 'What an endpoint receives (Standard Webhooks)' })
export type WebhookMessage = z.infer<typeof WebhookMessage>

const maxHeaders = 20
// Not what carries the message, its signature, or the connection.
const reservedHeader =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*|webhook-.*)$/i

export const WebhookHeaders = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected a name of letters, digits, - and _')
      .refine((name) => !reservedHeader.test(name), 'this header is not yours to set'),
    z
      .string()
      .max(2_000)
      .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'expected printable ASCII on one line'),
  )
  .refine((headers) => Object.keys(headers).length <= maxHeaders, `at most ${maxHeaders} headers`)
  .refine(
    (headers) =>
      new Set(Object.keys(headers).map((name) => name.toLowerCase())).size ===
      Object.keys(headers).length,
    'a header is given twice',
  )
  .meta({
    description: 'Sent with every delivery, never shown again',
    example: { 'X-Tenant': 'acme' },
  })

/** An address that deliveries may go to; whether it really may, the platform's settings say. */
export const WebhookUrl = z
  // As the standard writes it: what is written otherwise may hold what PostgreSQL does not take.
  .url({
    protocol: /^https?$/,
    normalize: true,
    error: 'expected an address that begins with https://',
  })
  .max(2_000)
  .refine((text) => {
    const url = URL.parse(text)
    return !url?.username && !url?.password && !url?.hash
  }, 'expected an address without a password and without a fragment')
  .meta({ description: 'Where deliveries go', example: 'https://erp.example.com/hooks/invoices' })

const events = z
  .array(WebhookEventType)
  .min(1)
  .max(webhookEvents.length)
  .refine((list) => new Set(list).size === list.length, 'an event is given twice')
  .meta({ description: 'What is sent to it', example: ['extraction.completed'] })
const description = z
  .string()
  .max(500)
  .meta({ description: 'For whoever reads the list', example: 'ERP, production' })
const includeResult = z
  .boolean()
  .meta({ description: 'Send the extraction with the event', example: false })
const enabled = z.boolean().meta({ description: 'Whether anything is sent to it', example: true })
const ca = z.string().max(50_000).meta({
  description: 'Certificates in PEM: for this endpoint, they alone are trusted',
  example: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n',
})

export const NewWebhook = z
  .strictObject({
    url: WebhookUrl,
    events,
    description: description.optional(),
    include_result: includeResult.default(false),
    headers: WebhookHeaders.default({}),
    ca: ca.optional(),
  })
  .meta({ id: 'NewWebhook', description: 'An endpoint to register' })
export type NewWebhook = z.infer<typeof NewWebhook>

export const WebhookChanges = z
  .strictObject({
    url: WebhookUrl.optional(),
    events: events.optional(),
    description: description.nullable().optional().meta({
      description: 'For whoever reads the list; null takes it away',
      example: 'ERP, production',
    }),
    include_result: includeResult.optional(),
    headers: WebhookHeaders.optional(),
    ca: ca.nullable().optional().meta({
      description: 'Certificates in PEM, trusted alone; null trusts the well-known ones again',
      example: null,
    }),
    enabled: enabled.optional(),
  })
  .meta({ id: 'WebhookChanges', description: 'What is to change; null takes away' })
export type WebhookChanges = z.infer<typeof WebhookChanges>

export const Webhook = z
  .object({
    webhook_id: WebhookId,
    kind: z.enum(['endpoint', 'callback']).meta({
      description: '`callback`: the one that is always there, for every `callback_url`',
      example: 'endpoint',
    }),
    url: z
      .string()
      .optional()
      .meta({ description: 'Where deliveries go', example: 'https://erp.example.com/hooks' }),
    events,
    description: description.optional(),
    include_result: includeResult,
    header_names: z
      .array(z.string())
      .meta({ description: 'Headers that are sent with it', example: ['X-Tenant'] }),
    ca: ca.optional(),
    enabled,
    disabled_reason: z
      .string()
      .optional()
      .meta({ description: 'Why nothing is sent', example: 'It answered 410 Gone' }),
    disabled_at: time('Since when nothing is sent').optional(),
    failing_since: time('First of the attempts that have failed in a row').optional(),
    previous_secret_expires_at: time('Until then earlier secrets sign as well').optional(),
    created_at: time('When it was registered'),
    updated_at: time('When it was last changed'),
  })
  .meta({ id: 'Webhook', description: 'An endpoint that is told of events' })
export type Webhook = z.infer<typeof Webhook>

export const WebhookWithSecret = Webhook.extend({
  secret: z.string().meta({
    description: 'What its deliveries are signed with. It is shown this once',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  }),
}).meta({ id: 'WebhookWithSecret', description: 'An endpoint, and the secret made for it' })
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>

export const WebhookList = z
  .object({ webhooks: z.array(Webhook).meta({ description: 'Oldest first' }) })
  .meta({ id: 'WebhookList', description: 'Every endpoint' })

export const DeliveryStatus = z
  .enum(['pending', 'delivered', 'failed'])
  .meta({ id: 'DeliveryStatus', description: 'Where it is in its life', example: 'delivered' })
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

export const DeliveryAttempt = z
  .object({
    at: time('When it began'),
    duration_ms: z.int().min(0).meta({ description: 'How long it took', example: 84 }),
    status: z.int().optional().meta({ description: 'HTTP status of the answer', example: 200 }),
    response: z
      .string()
      .optional()
      .meta({ description: 'Beginning of the answer, at most 1 kB', example: 'ok' }),
    error: z
      .string()
      .optional()
      .meta({ description: 'Why it does not count as received', example: 'ECONNREFUSED' }),
  })
  .meta({ id: 'DeliveryAttempt', description: 'One time that it was sent' })
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>

export const Delivery = z
  .object({
    delivery_id: DeliveryId,
    webhook_id: WebhookId,
    job_id: JobId.optional(),
    event: DeliveredEventType,
    url: z.string().optional().meta({
      description: 'Where it goes, when not to the address of the endpoint',
      example: 'https://erp.example.com/jobs/42',
    }),
    status: DeliveryStatus,
    occurred_at: time('When the event happened'),
    next_attempt_at: time('When it is sent next; only while pending').optional(),
    attempts: z
      .array(DeliveryAttempt)
      .meta({ description: 'The last times that it was sent, oldest first' }),
  })
  .meta({ id: 'Delivery', description: 'One event on its way to one endpoint' })
export type Delivery = z.infer<typeof Delivery>

export const DeliveryList = z
  .object({
    deliveries: z.array(Delivery).meta({ description: 'Newest first' }),
    next_cursor: DeliveryId.optional().meta({
      description: 'For the next page; absent on the last',
      example: 'msg_0191f3a25b6c4d7e8f90a1b2c3d4e5f6',
    }),
  })
  .meta({ id: 'DeliveryList', description: 'One page of deliveries' })
export type DeliveryList = z.infer<typeof DeliveryList>
