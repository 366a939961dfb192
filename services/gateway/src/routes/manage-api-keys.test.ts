import { ApiKeyList, AuditList, CreatedApiKey, Problem } from '@invoice-ml/contracts'
import { beforeAll, expect, test } from 'vitest'
import { testGateway } from '../test-gateway.ts'

const gateway = testGateway()
const empty = testGateway()

let admin: string
beforeAll(async () => {
  admin = await gateway().createKey({ name: 'first', scopes: ['admin'] })
})

async function ask(path: string, method = 'GET', json?: unknown) {
  const headers = { 'X-API-Key': admin, 'Content-Type': 'application/json' }
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  return gateway().ask(path, { method, headers, ...body })
}

async function create(wanted: object = {}) {
  const response = await ask('/api-keys', 'POST', { name: 'ERP', scopes: ['read'], ...wanted })
  expect(response.status).toBe(201)
  return CreatedApiKey.parse(await response.json())
}

async function problemOf(response: Response) {
  return Problem.parse(await response.json()).code
}

test('a new key is shown once, and opens what it is for', async () => {
  const { key, ...described } = await create({ extract_per_minute: 99 })

  const listed = ApiKeyList.parse(await (await ask('/api-keys')).json())
  const answer = await gateway().ask('/jobs', { headers: { 'X-API-Key': key } })

  expect(answer.status).toBe(200)
  expect(listed.api_keys[0]).toEqual(described)
  expect(JSON.stringify(listed)).not.toContain(key)
  expect(described).toMatchObject({ status: 'active', extract_per_minute: 99 })
})

test('the last use of a key is told', async () => {
  const { key, key_id } = await create()
  await gateway().ask('/jobs', { headers: { 'X-API-Key': key } })

  const lastUse = async () => {
    const { api_keys } = ApiKeyList.parse(await (await ask('/api-keys')).json())
    return api_keys.find((listed) => listed.key_id === key_id)?.last_used_at
  }

  await expect.poll(lastUse).toBeDefined()
})

test('a revoked key is refused from the next request on, and stays in the list', async () => {
  const { key, key_id } = await create()

  const revoked = await ask(`/api-keys/${key_id}`, 'DELETE')
  const answer = await gateway().ask('/jobs', { headers: { 'X-API-Key': key } })
  const again = await ask(`/api-keys/${key_id}`, 'DELETE')

  expect(revoked.status).toBe(204)
  expect(answer.status).toBe(401)
  expect(await problemOf(again)).toBe('api-key-not-found')
  const { api_keys } = ApiKeyList.parse(await (await ask('/api-keys')).json())
  expect(api_keys.find((listed) => listed.key_id === key_id)?.status).toBe('revoked')
})

test('the last key that manages the others is not revoked by accident', async () => {
  const { api_keys } = ApiKeyList.parse(await (await ask('/api-keys')).json())
  const first = api_keys.find(({ name }) => name === 'first')

  const response = await ask(`/api-keys/${first?.key_id}`, 'DELETE')

  expect(response.status).toBe(409)
  expect(await problemOf(response)).toBe('last-admin-key')
})

test('the first key is not created by whoever gets through to the door', async () => {
  const response = await empty().ask('/api-keys', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'mine', scopes: ['admin'] }),
  })

  expect(response.status).toBe(409)
  expect(await problemOf(response)).toBe('first-api-key')
  expect((await empty().ask('/jobs')).status).toBe(200)
})

test.each([
  ['no name', { name: ' ' }],
  ['no scope', { scopes: [] }],
  ['a scope that nobody knows', { scopes: ['root'] }],
  ['an end that has been', { expires_at: '2020-01-01T00:00:00Z' }],
  ['a limit of nothing', { extract_per_minute: 0 }],
  ['what is no part of a key', { owner: 'me' }],
])('a key with %s is no key', async (_what, wanted) => {
  const body = { name: 'ERP', scopes: ['read'], ...wanted }

  const response = await ask('/api-keys', 'POST', body)

  expect(response.status).toBe(400)
  expect(await problemOf(response)).toBe('invalid-request')
})

test('who says to come from elsewhere is noted where its socket is', async () => {
  const headers = {
    'X-API-Key': admin,
    'Content-Type': 'application/json',
    'X-Forwarded-For': '203.0.113.9',
  }
  const body = JSON.stringify({ name: 'ERP', scopes: ['read'] })

  const created = await gateway().ask('/api-keys', { method: 'POST', headers, body })

  const { key_id } = CreatedApiKey.parse(await created.json())
  const trail = AuditList.parse(await (await ask(`/audit?target=${key_id}`)).json())
  expect(trail.entries).toMatchObject([{ address: '127.0.0.1' }])
})

test('what is done to keys is in the audit trail', async () => {
  const { key_id } = await create()
  await ask(`/api-keys/${key_id}`, 'DELETE')
  await ask(`/api-keys/${key_id}`, 'DELETE')

  const trail = AuditList.parse(await (await ask(`/audit?target=${key_id}`)).json())

  const deeds = trail.entries.map(({ action, outcome }) => `${action} ${outcome}`)
  expect(deeds).toEqual(['key.revoked api-key-not-found', 'key.revoked done', 'key.created done'])
})
