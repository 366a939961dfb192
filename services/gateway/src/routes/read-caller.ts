import { apiKeyIdOf, type CallerView, readCaller, scopes } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { ApiKeyStore } from '@invoice-ml/storage'
import type { Express } from 'express'
import { credentialsOf } from '../credentials.ts'

/** GET /caller: what whoever asks may do, so that an interface need not offer what is refused. */
export function addReadCaller(app: Express, { keys }: { keys: Pick<ApiKeyStore, 'look'> }): void {
  route(app, readCaller, async ({ request }) => {
    const { isAnyThere, key } = await keys.look(apiKeyIdOf(credentialsOf(request) ?? ''))
    const everything: CallerView = { scopes: [...scopes] }
    const body =
      isAnyThere && key ? { key_id: key.id, name: key.name, scopes: key.scopes } : everything
    return { status: 200, body }
  })
}
