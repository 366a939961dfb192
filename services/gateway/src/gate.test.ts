import { operations, Problem, type Scope, scopes } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { type TestGateway, testGateway, upload } from './test-gateway.ts'

const gateway = testGateway({
  settings: { INVOICE_API__TRUSTED_PROXIES: '[127.0.0.1]' },
})
const openGateway = testGateway()

const guarded = operations.filter(({ scope }) => scope !== 'none')
const scoped = guarded.filter(({ scope }) => scope !== 'any-key')
const open = operations.filter(({ scope }) => scope === 'none')

/** A request whose parts have the form that the operation wants, and name nothing that exists. */
function requestOf({ path, method }: (typeof operations)[number], key?: string) {
  const address = path
    .replace('{job_id}', 'job_00000000000000000000000000')
    .replace('{key_id}', 'key_00000000')
    .replaceAll(/\{\w+\}/g, '1')
  const headers = key === undefined ? {} : { 'X-API-Key': key }
  return [address, { method: method.toUpperCase(), headers }] as const
}

async function ask({ ask }: TestGateway, ...[path, init]: ReturnType<typeof requestOf>) {
  const response = await ask(path, init)
  // A stream does not end by itself.
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { response, problem: undefined }
  }
  return { response, problem: Problem.safeParse(await response.json().catch(() => undefined)).data }
}

test.each(guarded)('$id needs a key', async (operation) => {
  await gateway().createKey({ scopes: ['read'] })

  const { response, problem } = await ask(gateway(), ...requestOf(operation))

  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('X-API-Key')
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  expect(problem?.code).toBe('unauthenticated')
})

test.each(scoped)('$id needs its scope', async (operation) => {
  const others = scopes.filter((scope) => scope !== operation.scope && scope !== 'admin')
  const key = await gateway().createKey({ scopes: others })

  const { response, problem } = await ask(gateway(), ...requestOf(operation, key))

  expect(response.status).toBe(403)
  expect(problem?.code).toBe('forbidden')
  expect(problem?.detail).toContain(operation.scope)
})

test.each(scoped)(
  '$id lets in a key with its scope, and one that may do everything',
  async (operation) => {
    // The type of the scopes of operations has `none` and `any-key`, which are filtered out above.
    const scope = operation.scope as Scope
    const keys = [
      await gateway().createKey({ scopes: [scope] }),
      await gateway().createKey({ scopes: ['admin'] }),
    ]

    const answers = await Promise.all(
      keys.map((key) => ask(gateway(), ...requestOf(operation, key))),
    )

    for (const { response } of answers) expect([401, 403]).not.toContain(response.status)
  },
)

test.each([
  ...open.map(({ path }) => path),
  '/docs',
  '/redoc',
  '/openapi.json',
  '/problems/forbidden',
])('%s needs no key', async (path) => {
  await gateway().createKey({})

  expect((await gateway().ask(path)).status).toBe(200)
})

test.each([
  ['GET', '/nowhere'],
  ['PATCH', '/jobs'],
])('%s %s tells nobody without a key what is served', async (method, path) => {
  const key = await gateway().createKey({})

  const without = await gateway().ask(path, { method })
  const withKey = await gateway().ask(path, { method, headers: { 'X-API-Key': key } })

  expect(without.status).toBe(401)
  expect([404, 405]).toContain(withKey.status)
})

test('nothing of an upload is taken before the key is known', async () => {
  await gateway().createKey({})

  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })

  expect(response.status).toBe(401)
  expect(await gateway().files()).toEqual([])
})

test('a key may come as a bearer token, and is not taken from elsewhere', async () => {
  const key = await gateway().createKey({ scopes: ['read'] })

  const bearer = await gateway().ask('/jobs', { headers: { Authorization: `Bearer ${key}` } })
  const basic = await gateway().ask('/jobs', { headers: { Authorization: `Basic ${key}` } })

  expect(bearer.status).toBe(200)
  expect(basic.status).toBe(401)
})

test.each([
  ['nothing like a key', () => 'secret'],
  ['a key with another end', (key: string) => `${key.slice(0, -3)}abc`],
  ['a key that never was', () => `iml_00000000_${'a'.repeat(43)}`],
])('%s is refused', async (_what, forge) => {
  const key = await gateway().createKey({})

  const response = await gateway().ask('/jobs', { headers: { 'X-API-Key': forge(key) } })

  expect(response.status).toBe(401)
})

test('an expired key is refused', async () => {
  const key = await gateway().createKey({ expiresAt: new Date(Date.now() - 1) })

  const response = await gateway().ask('/jobs', { headers: { 'X-API-Key': key } })

  expect(response.status).toBe(401)
})

test('without any key the machine itself needs none, and others get nothing at all', async () => {
  const here = await openGateway().ask('/jobs')
  const headers = { 'X-Forwarded-For': '192.0.2.7' }
  const elsewhere = await Promise.all(
    ['/jobs', '/', '/health', '/docs', '/nowhere'].map((path) =>
      openGateway().ask(path, { headers }),
    ),
  )

  expect(here.status).toBe(200)
  expect(here.headers.get('ratelimit')).toBeNull()
  for (const { status } of elsewhere) expect(status).toBe(401)
})

test('answers are kept by nobody, guess no type, stand in no frame, and no other site may read them', async () => {
  const key = await gateway().createKey({})
  const headers = { 'X-API-Key': key, Origin: 'https://example.com' }

  for (const path of ['/jobs', '/nowhere', '/stats']) {
    const answer = await gateway().ask(path, { headers })

    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  }
})
