import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { verifyWebhook, WebhookNotVerified } from './verify-webhook.ts'

const [secret, other] = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
]
const message = {
  type: 'extraction.completed',
  timestamp: '2026-01-15T10:30:00.000Z',
  data: { job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz', status: 'completed', external_id: 'été' },
}
const body = JSON.stringify(message)
const at = new Date('2026-01-15T10:30:00Z')
const now = { nowMs: at.getTime() }

/** The headers of a message that the library of the specification has signed. */
function signed(own: { id?: string; secrets?: string[]; date?: Date; body?: string } = {}) {
  const { id = 'msg_1', secrets = [secret], date = at } = own
  return {
    'webhook-id': id,
    'webhook-timestamp': String(date.getTime() / 1_000),
    'webhook-signature': secrets
      .map((one) => new Webhook(one).sign(id, date, own.body ?? body))
      .join(' '),
  }
}

test('what the platform has signed is understood', () => {
  expect(verifyWebhook(body, signed(), secret, now)).toEqual(message)
  expect(verifyWebhook(Buffer.from(body), new Headers(signed()), [secret], now)).toEqual(message)
})

test('during a rotation either secret is enough, on either side', () => {
  const both = signed({ secrets: [secret, other] })

  expect(verifyWebhook(body, both, other, now)).toEqual(message)
  expect(verifyWebhook(body, signed(), [other, secret], now)).toEqual(message)
})

test.each([
  ['another body', `${body} `, signed()],
  ['another secret', body, signed({ secrets: [other] })],
  ['another id', body, { ...signed(), 'webhook-id': 'msg_2' }],
  ['another time', body, { ...signed(), 'webhook-timestamp': '1768473001' }],
  ['a time that is none', body, { ...signed(), 'webhook-timestamp': 'now' }],
  ['another version', body, { ...signed(), 'webhook-signature': 'v2,AAAA' }],
  ['a signature cut short', body, { ...signed(), 'webhook-signature': 'v1,AAAA' }],
  ['an empty signature', body, { ...signed(), 'webhook-signature': '' }],
  ['no signature', body, { ...signed(), 'webhook-signature': undefined }],
])('%s is not verified', (_what, text, headers) => {
  expect(() => verifyWebhook(text, headers, secret, now)).toThrow(WebhookNotVerified)
})

test.each([
  [-301, false],
  [-299, true],
  [299, true],
  [301, false],
])('a message of %i s from now: verified is %s', (seconds, isVerified) => {
  const date = new Date(at.getTime() + seconds * 1_000)
  const verify = () => verifyWebhook(body, signed({ date }), secret, now)

  if (isVerified) expect(verify()).toEqual(message)
  else expect(verify).toThrow(WebhookNotVerified)
})

test('how old a message may be is for the receiver to say', () => {
  const date = new Date(at.getTime() - 60_000)
  const options = { ...now, toleranceSeconds: 30 }

  expect(() => verifyWebhook(body, signed({ date }), secret, options)).toThrow('too old')
})
