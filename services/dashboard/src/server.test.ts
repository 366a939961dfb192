import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createLogger,
  createLogLevel,
  createMetrics,
  readSettings,
  type Service,
  untraced,
} from '@invoice-ml/runtime'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDashboard } from './server.ts'

const key = 'iml_7f3k9x2a_0123456789012345678901234567890123456789012'
const secret = 's'.repeat(40)
const own = { 'X-Requested-By': 'invoice-ml-dashboard' }

/** A gateway that knows one key, and says what it was asked with. */
let gateway: Server
let isRevoked = false
const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = []
let folder: string
const services: Service[] = []
let first: string
let second: string

beforeAll(async () => {
  gateway = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers })
    const isKnown = !isRevoked && request.headers['x-api-key'] === key
    response.setHeader('Content-Type', 'application/json')
    response.statusCode = isKnown ? 200 : 401
    const refusal = { type: '/problems/unauthenticated', title: 'No', status: 401 }
    response.end(
      JSON.stringify(isKnown ? { scopes: ['read'] } : { ...refusal, code: 'unauthenticated' }),
    )
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'page.js'), 'export {}\n'.repeat(10))
  writeFileSync(join(folder, 'sample-invoice.pdf'), '%PDF-1.7\n')
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  const { port } = gateway.address() as AddressInfo
  first = await start(`http://127.0.0.1:${port}`)
  second = await start(`http://127.0.0.1:${port}`)
})
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()))
  gateway.close()
  rmSync(folder, { recursive: true })
})

async function start(gatewayUrl: string): Promise<string> {
  const port = await freePort()
  const config = {
    GATEWAY_URL: gatewayUrl,
    DASHBOARD_SECRET: secret,
    PAGE_DIR: folder,
    ADMIN_PORT: 0,
    ADMIN_HOST: '127.0.0.1',
    LOG_DIR: folder,
    STOP_TIMEOUT_MS: 5_000,
    settings: readSettings({
      INVOICE_DASHBOARD__PORT: String(port),
      INVOICE_MONITORING__LOG_LEVEL: 'error',
      INVOICE_SETTINGS: join(import.meta.dirname, '../../../config/settings.yaml'),
    }),
  }
  const logger = createLogger({
    service: 'dashboard',
    level: 'error',
    dir: folder,
    file: 'system.log',
  })
  const service = createDashboard({
    config,
    logger,
    metrics: createMetrics('dashboard'),
    logLevel: createLogLevel('error'),
    tracer: untraced,
  })
  services.push(service)
  await service.start()
  return `http://127.0.0.1:${port}`
}

function signIn(typed: string, headers: Record<string, string> = own): Promise<Response> {
  return fetch(`${first}/dashboard/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ key: typed }),
  })
}

async function signedIn(): Promise<string> {
  const response = await signIn(key)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('a known key opens a session that scripts cannot read and other sites do not send', async () => {
  const response = await signIn(key)

  const [cookie = ''] = response.headers.getSetCookie()
  expect(response.status).toBe(200)
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  expect(cookie).not.toContain(key)
})

test.each([
  ['no JSON', '{', {}],
  ['too long', JSON.stringify({ key: 'x'.repeat(2_000_001) }), {}],
  ['in no known characters', '{}', { 'Content-Type': 'application/json; charset=foo' }],
])('what is %s opens none, and is told so', async (_what, body, headers) => {
  const response = await fetch(`${first}/dashboard/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...own, ...headers },
    body,
  })

  expect([400, 413]).toContain(response.status)
})

test.each([
  ['/dashboard/sample-invoice.pdf', 'bytes=999999999-'],
  ['/dashboard/assets/page.js', 'bytes=10-5'],
])('of %s there is no part, only the whole', async (path, range) => {
  const response = await fetch(`${first}${path}`, { headers: { Range: range } })

  expect(response.status).toBe(200)
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
})

test('a script of another version is not there, and is no page', async () => {
  const response = await fetch(`${first}/dashboard/assets/page-before.js`)

  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'not-found' })
})

test('an unknown key opens none', async () => {
  const response = await signIn('iml_unknown')

  expect(response.status).toBe(401)
  expect(response.headers.getSetCookie()).toEqual([])
})

test('a session goes on with its key, at any replica, and the cookie goes no further', async () => {
  const cookie = await signedIn()

  const response = await fetch(`${second}/dashboard/api/jobs?limit=1`, { headers: { cookie } })

  const last = asked.at(-1)
  expect(response.status).toBe(200)
  expect(last?.url).toBe('/jobs?limit=1')
  expect(last?.headers['x-api-key']).toBe(key)
  expect(last?.headers.cookie).toBeUndefined()
})

test('whoever asks who is signed in has the session renewed', async () => {
  const cookie = await signedIn()

  const response = await fetch(`${first}/dashboard/session`, { headers: { cookie } })

  const [renewed = ''] = response.headers.getSetCookie()
  expect(renewed).toMatch(/^invoice_ml_session=.+Max-Age=43\d{3}/)
  expect(renewed).not.toContain(cookie)
})

test('a key that is no longer known renews nothing', async () => {
  const cookie = await signedIn()
  isRevoked = true

  const response = await fetch(`${first}/dashboard/session`, { headers: { cookie } })

  isRevoked = false
  expect(response.status).toBe(401)
  expect(response.headers.getSetCookie()).toEqual([])
})

test('a key that the browser itself sends is not passed on', async () => {
  await fetch(`${first}/dashboard/api/jobs`, { headers: { 'X-API-Key': 'iml_other' } })

  expect(asked.at(-1)?.headers['x-api-key']).toBeUndefined()
})

test.each<[string, Record<string, string>]>([
  ['without the header of the page', {}],
  ['by a page of another site', { ...own, 'Sec-Fetch-Site': 'cross-site' }],
  ['by a page of a sister site', { ...own, 'Sec-Fetch-Site': 'same-site' }],
  ['with the origin of another site', { ...own, Origin: 'https://example.com' }],
])('what changes anything is refused %s', async (_how, headers) => {
  const cookie = await signedIn()
  const before = asked.length

  const response = await fetch(`${first}/dashboard/api/jobs/x`, {
    method: 'DELETE',
    headers: { cookie, ...headers },
  })

  expect(response.status).toBe(403)
  expect(asked.length).toBe(before)
})

test('whoever comes through a proxy without a session is let through to nothing', async () => {
  const before = asked.length

  const response = await fetch(`${first}/dashboard/api/jobs`, {
    headers: { 'X-Forwarded-For': '192.0.2.7' },
  })

  expect(response.status).toBe(401)
  expect(asked.length).toBe(before)
})

test('every page has a nonce of its own, and takes scripts from here alone', async () => {
  const pages = await Promise.all([fetch(`${first}/dashboard`), fetch(`${first}/dashboard/review`)])

  const policies = pages.map((page) => page.headers.get('content-security-policy') ?? '')
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
  expect(policies[0]).toContain("script-src 'self';")
  expect(new Set(nonces).size).toBe(2)
  expect(await pages[0]?.text()).toContain(nonces[0])
})

test('while the gateway is away the problem says so', async () => {
  const lonely = await start(`http://127.0.0.1:${await freePort()}`)

  const response = await fetch(`${lonely}/dashboard/api/jobs`)

  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ code: 'service-unavailable' })
})

test('signing out takes the session away', async () => {
  const cookie = await signedIn()

  const response = await fetch(`${first}/dashboard/session`, {
    method: 'DELETE',
    headers: { cookie, ...own },
  })

  expect(response.headers.getSetCookie()[0]).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/i)
})
