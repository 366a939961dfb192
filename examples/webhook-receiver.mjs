// A receiver of webhooks in plain Node (20 or newer): it verifies signatures, refuses what is old, and acts on an event once.
//
//   WEBHOOK_SECRETS="whsec_…" PORT=4000 node examples/webhook-receiver.mjs
//
// During a rotation WEBHOOK_SECRETS holds both secrets, separated by a space.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

const secrets = (process.env.WEBHOOK_SECRETS ?? '').split(/\s+/).filter(Boolean)
const port = Number(process.env.PORT ?? 4000)
const toleranceSeconds = 300
const maxRemembered = 10_000

// A real receiver keeps these in its database, beside what it does with the event.
const seen = new Set()

if (secrets.length === 0) throw new Error('WEBHOOK_SECRETS is not set')

const server = createServer(async (request, response) => {
  try {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const body = await buffer(request)
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = request.headers
    if (!isFresh(timestamp)) return void response.writeHead(400).end('too old')
    if (!isSigned(body, request.headers)) return void response.writeHead(401).end('not signed')
    if (!seen.has(id)) {
      act(JSON.parse(body.toString()))
      remember(id)
    }
    // Said again to a duplicate, or it would come again.
    response.writeHead(204).end()
  } catch (error) {
    // Not received: it is sent again later.
    console.error('failed', error)
    if (!response.headersSent) response.writeHead(500).end()
  }
})

server.listen(port, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))

/** What is done with an event. Long work belongs after the answer, which must come within 15 seconds. */
function act({ type, data }) {
  console.log(type, data.external_id ?? data.job_id ?? '')
}

function isFresh(timestamp) {
  return Math.abs(Date.now() / 1_000 - Number(timestamp ?? Number.NaN)) <= toleranceSeconds
}

function isSigned(body, headers) {
  const signed = Buffer.concat([
    Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
    body,
  ])
  const given = String(headers['webhook-signature']).split(' ')
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    return given.some((signature) => isEqual(Buffer.from(signature), Buffer.from(expected)))
  })
}

function isEqual(one, other) {
  return one.length === other.length && timingSafeEqual(one, other)
}

function remember(id) {
  seen.add(id)
  if (seen.size > maxRemembered) seen.delete(seen.values().next().value)
}
