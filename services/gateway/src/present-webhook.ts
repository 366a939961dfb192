import type { Delivery, Webhook } from '@invoice-ml/contracts'
import type { StoredDelivery, StoredWebhook } from '@invoice-ml/storage'

/** An endpoint as clients see it: without its secrets and the values of its headers. */
export function presentWebhook(webhook: StoredWebhook): Webhook {
  return {
    webhook_id: webhook.id,
    kind: webhook.kind,
    url: webhook.url,
    events: webhook.events,
    description: webhook.description,
    include_result: webhook.includeResult,
    header_names: Object.keys(webhook.headers),
    ca: webhook.ca,
    enabled: webhook.enabled,
    disabled_reason: webhook.disabledReason,
    disabled_at: webhook.disabledAt?.toISOString(),
    failing_since: webhook.failingSince?.toISOString(),
    previous_secret_expires_at: webhook.previousSecretExpiresAt?.toISOString(),
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  }
}

/** A delivery as clients see it. */
export function presentDelivery(delivery: StoredDelivery): Delivery {
  return {
    delivery_id: delivery.id,
    webhook_id: delivery.webhookId,
    job_id: delivery.jobId,
    event: delivery.event,
    url: delivery.url,
    status: delivery.status,
    occurred_at: delivery.occurredAt.toISOString(),
    next_attempt_at: delivery.nextAttemptAt?.toISOString(),
    attempts: delivery.log,
  }
}
