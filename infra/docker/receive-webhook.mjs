// Listens on PORT as an ERP would, and says of each delivery on stdout whether it is signed with the secret that SECRET_FILE holds
// (Standard Webhooks), and what it tells.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const key = () =>
  Buffer.from(
    readFileSync(process.env.SECRET_FILE, 'utf8')
      .trim()
      .replace(/^whsec_/, ''),
    'base64',
  )

createServer(async (request, response) => {
  const body = await text(request)
  const isSigned = isSignedBy(key(), request.headers, body)
  console.log(isSigned ? `signed ${JSON.parse(body).type}` : 'not signed by us')
  response.writeHead(isSigned ? 204 : 401).end()
}).listen(Number(process.env.PORT), '127.0.0.1')

function isSignedBy(key, headers, body) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', key).update(signed).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}
