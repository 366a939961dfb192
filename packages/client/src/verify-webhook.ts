import { createHmac, timingSafeEqual } from 'node:crypto'
import { WebhookMessage } from '@invoice-ml/contracts'

/** A message that did not come from the platform, or not lately. */
export class WebhookNotVerified extends Error {
  override readonly name = 'WebhookNotVerified'
}

export type VerifyOptions = {
  /** How old, or how far in the future, a message may be. */
  toleranceSeconds?: number
  nowMs?: number
}

/** As Node or fetch give them. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>

const defaultToleranceSeconds = 300
const prefix = 'whsec_'

/**
 * What an endpoint was told, once it is sure that the platform told it (Standard Webhooks). `body` is the request's, byte for
 * byte; any of the secrets may have signed it, so that two are valid during a rotation. The same event may come twice:
 * `webhook-id` tells. @throws WebhookNotVerified
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | string[],
  { toleranceSeconds = defaultToleranceSeconds, nowMs = Date.now() }: VerifyOptions = {},
): WebhookMessage {
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const signatures = headerOf(headers, 'webhook-signature')
  // Not a number: never within the tolerance.
  const age = /^\d{1,12}$/.test(timestamp) ? Math.abs(nowMs / 1_000 - Number(timestamp)) : Infinity
  if (age > toleranceSeconds) throw new WebhookNotVerified('The message is too old, or too new')
  const text = Buffer.from(body)
  const expected = [secrets].flat().map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace(prefix, ''), 'base64'))
      .update(`${id}.${timestamp}.`)
      .update(text)
      .digest(),
  )
  const given = signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'))
  if (!given.some((one) => expected.some((other) => isEqual(one, other))))
    throw new WebhookNotVerified('None of the secrets has signed the message')
  return WebhookMessage.parse(JSON.parse(text.toString()))
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  if (typeof value !== 'string') throw new WebhookNotVerified(`The header ${name} is missing`)
  return value
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
