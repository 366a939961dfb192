import {
  createApiKey,
  listApiKeys,
  type NewApiKey,
  ProblemError,
  revokeApiKey,
} from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { ApiKeyStore, NewKey } from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentApiKey } from '../present-api-key.ts'

/** POST, GET, DELETE /api-keys: who may do what. */
export function addManageApiKeys(app: Express, { keys }: { keys: ApiKeyStore }): void {
  route(app, createApiKey, async ({ body }) => {
    // It would lock out everybody who came without one, by one request from any program of this machine.
    const { isAnyThere } = await keys.look(undefined)
    if (!isAnyThere)
      throw new ProblemError('first-api-key', 'Create the first key by `npm run api-key`')
    const { key, text } = await keys.create(toNewKey(body))
    return { status: 201, body: { ...presentApiKey(key), key: text }, target: key.id }
  })

  route(app, listApiKeys, async () => {
    return { status: 200, body: { api_keys: (await keys.list()).map(presentApiKey) } }
  })

  route(app, revokeApiKey, async ({ params }) => {
    const outcome = await keys.revoke(params.key_id)
    if (outcome === 'missing')
      throw new ProblemError('api-key-not-found', `There is no ${params.key_id} to revoke`)
    if (outcome === 'last-admin')
      throw new ProblemError('last-admin-key', `No other key than ${params.key_id} has scope admin`)
    return { status: 204 }
  })
}

/** @throws ProblemError `invalid-request` for a key that would be expired from the beginning */
function toNewKey({ name, scopes, expires_at, ...limits }: NewApiKey): NewKey {
  const expiresAt = expires_at === undefined ? undefined : new Date(expires_at)
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    const message = 'expected a time to come'
    throw new ProblemError('invalid-request', `body.expires_at: ${message}`, {
      errors: [{ path: 'body.expires_at', message }],
    })
  }
  return {
    name,
    scopes,
    expiresAt,
    extractPerMinute: limits.extract_per_minute,
    requestsPerMinute: limits.requests_per_minute,
  }
}
