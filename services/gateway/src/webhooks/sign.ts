import { createHmac, randomBytes } from 'node:crypto'

/** What every secret begins with; base64 follows. */
const prefix = 'whsec_'

/** A new secret of 256 random bits. */
export function createSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** A message to be signed: its id, the time of sending in seconds since 1970, and the bytes of its body as text. */
export type Signable = { id: string; timestamp: number; body: string }

/** The headers of Standard Webhooks: one signature for each secret, so that receivers may change theirs when they like. */
export function signedHeaders({ id, timestamp, body }: Signable, secrets: string[]) {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
