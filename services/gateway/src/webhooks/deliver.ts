import type { WebhookMessage, webhookQueue } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Logger, Settings, Tracer } from '@invoice-ml/runtime'
import type { Deliveries, Jobs, StoredDelivery, StoredWebhook, Webhooks } from '@invoice-ml/storage'
import type { z } from 'zod'
import { presentExtraction } from '../present-job.ts'
import { judge, type Verdict } from './judge.ts'
import type { Answer, Send } from './send.ts'
import { signedHeaders } from './sign.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

export type DeliverDependencies = {
  deliveries: Pick<Deliveries, 'claim' | 'release' | 'record'>
  webhooks: Pick<Webhooks, 'find'>
  jobs: Pick<Jobs, 'find'>
  send: Send
  settings: Settings['webhooks']
  metrics: WebhookMetrics
  tracer: Tracer
  /** Aborts when the gateway stops. */
  stopping: AbortSignal
  /** Told after each attempt: there may be room for another delivery. */
  onSent: () => void
  logger: Logger
}

/** Longer than any attempt takes. */
const leaseMs = 60_000

const gone = 'It answered 410 Gone: it wants nothing more'

/** Sends one delivery once, and records what came of it. What the gateway's end interrupts is sent again by another. */
export function deliver(
  dependencies: DeliverDependencies,
): Handler<z.infer<(typeof webhookQueue)['payload']>> {
  const { deliveries, webhooks, settings, metrics, stopping, onSent } = dependencies
  return async ({ deliveryId }) => {
    const delivery = await deliveries.claim(deliveryId, leaseMs)
    const webhook = delivery && (await webhooks.find(delivery.webhookId))
    const url = delivery?.url ?? webhook?.url
    // Not due any more, or erased with its endpoint.
    if (!delivery || !webhook || url === undefined) return

    const isTest = delivery.event === 'webhook.test'
    const startedAt = new Date()
    const answer = await sendOnce({ ...delivery, url }, webhook, startedAt, dependencies)
    if (answer.error !== undefined && stopping.aborted) {
      await deliveries.release(delivery)
      return
    }
    const durationMs = Date.now() - startedAt.getTime()
    const verdict = judge(answer, {
      tries: delivery.tries,
      // Whoever asks for a test wants to see it fail.
      schedule: isTest ? [] : settings.retry_seconds,
      nowMs: Date.now(),
      random: Math.random(),
    })
    const attempt = { at: startedAt.toISOString(), duration_ms: durationMs, ...logged(answer) }
    await deliveries.record(
      delivery,
      { ...verdict, attempt },
      {
        disableAfterHours: settings.disable_after_hours,
        disableNow: verdict.status === 'failed' && verdict.isGone ? gone : undefined,
      },
    )
    metrics.sent(isTest ? 'test' : verdict.status, durationMs / 1_000)
    tell(delivery, answer, verdict, dependencies)
    onSent()
  }
}

/** One attempt, as a part of the trace of the upload. */
async function sendOnce(
  delivery: StoredDelivery & { url: string },
  webhook: StoredWebhook,
  startedAt: Date,
  dependencies: DeliverDependencies,
): Promise<Answer> {
  const { send, stopping, tracer } = dependencies
  const { id, event, url, requestId, traceparent: parent } = delivery
  const span = tracer.start('deliver webhook', {
    kind: 'client',
    parent,
    facts: { delivery_id: id, event, request_id: requestId, job_id: delivery.jobId },
  })
  try {
    const body = JSON.stringify(await messageOf(delivery, webhook, dependencies))
    const trail = {
      ...(requestId ? { 'x-request-id': requestId } : {}),
      ...(span.traceparent ? { traceparent: span.traceparent } : {}),
    }
    const headers = { ...headersOf({ id, body }, webhook, startedAt), ...trail }
    const answer = await send({ url, headers, body, ca: webhook.ca }, stopping)
    span.note({ status: answer.status })
    if (answer.error !== undefined) span.fail(answer.error)
    return answer
  } catch (error) {
    span.fail('not sent')
    throw error
  } finally {
    span.end()
  }
}

/** The body: what was fixed when it happened, and the result when the endpoint wants it. */
async function messageOf(
  { event, facts, jobId, occurredAt }: StoredDelivery,
  webhook: StoredWebhook,
  { jobs, settings }: DeliverDependencies,
): Promise<WebhookMessage> {
  const job = webhook.includeResult && jobId ? await jobs.find(jobId) : undefined
  const base = settings.public_url?.replace(/\/+$/, '') ?? ''
  return {
    type: event,
    timestamp: occurredAt.toISOString(),
    data: {
      ...facts,
      result_url: jobId && `${base}/jobs/${jobId}`,
      result: job && presentExtraction(job),
    },
  }
}

function headersOf(
  { id, body }: { id: string; body: string },
  { headers, secrets }: StoredWebhook,
  at: Date,
): Record<string, string> {
  return {
    'user-agent': 'invoice-ml-webhooks/1.0',
    ...headers,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...signedHeaders({ id, timestamp: Math.floor(at.getTime() / 1_000), body }, secrets),
  }
}

function logged({ status, response, error }: Answer) {
  if (status !== undefined && status >= 300 && status < 400)
    return { status, response, error: 'Redirects are not followed' }
  return { status, response, error }
}

function tell(
  { id, webhookId, jobId, requestId, event }: StoredDelivery,
  { status, error }: Answer,
  verdict: Verdict,
  { logger }: DeliverDependencies,
): void {
  const facts = { deliveryId: id, webhookId, jobId, requestId, event, status, error }
  if (verdict.status === 'delivered') logger.info('webhook delivered', facts)
  else logger.warn('webhook not delivered', { ...facts, isGivenUp: verdict.status === 'failed' })
}
