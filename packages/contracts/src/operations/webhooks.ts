import { z } from 'zod'
import { DeliveryId, WebhookId } from '../id.ts'
import { defineOperation } from '../operation.ts'
import {
  Delivery,
  DeliveryList,
  DeliveryStatus,
  NewWebhook,
  Webhook,
  WebhookChanges,
  WebhookList,
  WebhookWithSecret,
} from '../webhook.ts'
import { everywhere, wholeNumber } from './common.ts'
import { newWebhookExamples, testDeliveryExample } from './examples.ts'

const WebhookParams = z.object({ webhook_id: WebhookId })

export const createWebhook = defineOperation({
  id: 'createWebhook',
  method: 'post',
  path: '/webhooks',
  scope: 'admin',
  audit: 'webhook.changed',
  tag: 'webhooks',
  summary: 'Register an endpoint',
  description:
    'Deliveries follow the Standard Webhooks specification. The secret that signs them is in this answer and in no other. ' +
    'Private addresses, and http, are refused unless the settings of the platform allow them.',
  json: NewWebhook,
  examples: newWebhookExamples,
  success: {
    201: {
      description: 'Registered',
      body: WebhookWithSecret,
      headers: { Location: 'Where it is read' },
    },
  },
  problems: [
    'invalid-request',
    'too-many-webhooks',
    'request-timeout',
    'request-too-large',
    'webhook-address-refused',
    ...everywhere,
  ],
})

export const listWebhooks = defineOperation({
  id: 'listWebhooks',
  method: 'get',
  path: '/webhooks',
  scope: 'admin',
  tag: 'webhooks',
  summary: 'List the endpoints, and the one of every callback_url',
  success: { 200: { description: 'All of them', body: WebhookList } },
  problems: [...everywhere],
})

export const readWebhook = defineOperation({
  id: 'readWebhook',
  method: 'get',
  path: '/webhooks/{webhook_id}',
  scope: 'admin',
  tag: 'webhooks',
  summary: 'Read an endpoint',
  params: WebhookParams,
  success: { 200: { description: 'The endpoint', body: Webhook } },
  problems: ['invalid-request', 'webhook-not-found', ...everywhere],
})

export const changeWebhook = defineOperation({
  id: 'changeWebhook',
  method: 'patch',
  path: '/webhooks/{webhook_id}',
  scope: 'admin',
  audit: 'webhook.changed',
  tag: 'webhooks',
  summary: 'Change an endpoint, stop it, or start it again',
  description:
    'While it is stopped no event is kept for it; what waited already goes on when it is started again.',
  params: WebhookParams,
  json: WebhookChanges,
  success: { 200: { description: 'The endpoint as it is now', body: Webhook } },
  problems: [
    'invalid-request',
    'webhook-not-found',
    'webhook-is-fixed',
    'request-timeout',
    'request-too-large',
    'webhook-address-refused',
    ...everywhere,
  ],
})

export const deleteWebhook = defineOperation({
  id: 'deleteWebhook',
  method: 'delete',
  path: '/webhooks/{webhook_id}',
  scope: 'admin',
  audit: 'webhook.changed',
  tag: 'webhooks',
  summary: 'Erase an endpoint, what waits for it, and its log',
  params: WebhookParams,
  success: { 204: { description: 'Erased' } },
  problems: ['invalid-request', 'webhook-not-found', 'webhook-is-fixed', ...everywhere],
})

export const rotateWebhookSecret = defineOperation({
  id: 'rotateWebhookSecret',
  method: 'post',
  path: '/webhooks/{webhook_id}/rotate-secret',
  scope: 'admin',
  audit: 'webhook.changed',
  tag: 'webhooks',
  summary: 'Make a new secret',
  description:
    'Until the time of overlap has passed, deliveries are signed with the earlier secrets too.',
  params: WebhookParams,
  query: z.object({
    overlap_hours: wholeNumber({ min: 0, max: 168 })
      .default(24)
      .meta({ description: 'Hours for which the secret before still signs', example: 24 }),
  }),
  success: {
    200: { description: 'The endpoint, and its new secret', body: WebhookWithSecret },
  },
  problems: ['invalid-request', 'webhook-not-found', ...everywhere],
})

export const testWebhook = defineOperation({
  id: 'testWebhook',
  method: 'post',
  path: '/webhooks/{webhook_id}/test',
  scope: 'admin',
  tag: 'webhooks',
  summary: 'Send a test event to an endpoint, once',
  description: 'GET /webhooks/{webhook_id}/deliveries tells what became of it.',
  params: WebhookParams,
  success: {
    202: {
      description: 'It will be sent',
      body: Delivery,
      examples: { queued: testDeliveryExample },
    },
  },
  problems: [
    'invalid-request',
    'webhook-not-found',
    'webhook-is-fixed',
    'webhook-disabled',
    ...everywhere,
  ],
})

export const listDeliveries = defineOperation({
  id: 'listDeliveries',
  method: 'get',
  path: '/webhooks/{webhook_id}/deliveries',
  scope: 'admin',
  tag: 'webhooks',
  summary: 'What was sent to an endpoint, newest first',
  params: WebhookParams,
  query: z.object({
    status: DeliveryStatus.optional(),
    limit: wholeNumber({ min: 1, max: 200 })
      .default(50)
      .meta({ description: 'Deliveries on a page', example: 50 }),
    cursor: DeliveryId.optional().meta({
      description: '`next_cursor` of the page before',
      example: 'msg_0191f3a25b6c4d7e8f90a1b2c3d4e5f6',
    }),
  }),
  success: { 200: { description: 'A page of deliveries', body: DeliveryList } },
  problems: ['invalid-request', 'webhook-not-found', ...everywhere],
})

export const replayDelivery = defineOperation({
  id: 'replayDelivery',
  method: 'post',
  path: '/deliveries/{delivery_id}/replay',
  scope: 'admin',
  tag: 'webhooks',
  summary: 'Send a delivery again',
  description:
    'It keeps its `webhook-id`, so that a receiver which has it already can tell, and is signed with the secrets of now.',
  params: z.object({ delivery_id: DeliveryId }),
  success: { 202: { description: 'It will be sent', body: Delivery } },
  problems: ['invalid-request', 'delivery-not-found', 'webhook-disabled', ...everywhere],
})
