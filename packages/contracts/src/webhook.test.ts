import { expect, test } from 'vitest'
import { NewWebhook, WebhookUrl } from './webhook.ts'

const url = 'https://erp.example.com/hooks'
const events = ['extraction.completed']
const withHeaders = (headers: Record<string, string>) =>
  NewWebhook.safeParse({ url, events, headers }).success

test('headers of one’s own may be sent', () => {
  expect(withHeaders({ 'X-Tenant': 'acme', Authorization: 'Bearer a.b-c_d~+/=' })).toBe(true)
})

test.each([
  'Host',
  'content-length',
  'Content-Type',
  'Transfer-Encoding',
  'Connection',
  'webhook-signature',
  'Webhook-Id',
  'Proxy-Authorization',
  'Expect',
  'X Tenant',
  'X-Tenant:',
  'X-Té',
  '',
])('the header %j may not', (name) => {
  expect(withHeaders({ [name]: 'acme' })).toBe(false)
})

test.each(['a\r\nwebhook-id: msg_1', 'a\nb', 'a\0b', 'é', ' a', 'a ', ''])(
  'the value %j may not',
  (value) => {
    expect(withHeaders({ 'X-Tenant': value })).toBe(false)
  },
)

test('a header is given once, and there are not many', () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`X-${index}`, 'a']))

  expect(withHeaders({ 'X-Tenant': 'a', 'x-tenant': 'b' })).toBe(false)
  expect(withHeaders(many)).toBe(false)
})

test.each([
  'ftp://erp.example.com/',
  'javascript:alert(1)',
  'erp.example.com/hooks',
  'https://user:secret@erp.example.com/',
  'https://erp.example.com/#part',
  `https://erp.example.com/${'x'.repeat(2_000)}`,
  'https://',
])('%s is no address of an endpoint', (text) => {
  expect(WebhookUrl.safeParse(text).success).toBe(false)
})

test('an address is kept as the standard writes it', () => {
  expect(WebhookUrl.parse(' https://ERP.example.com:443/a\0b\ud800')).toBe(
    'https://erp.example.com/a%00b%EF%BF%BD',
  )
})

test.each([[[]], [['extraction.done']], [['extraction.failed', 'extraction.failed']]])(
  '%j are no events',
  (wrong) => {
    expect(NewWebhook.safeParse({ url, events: wrong }).success).toBe(false)
  },
)
