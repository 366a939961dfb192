import type { ApiKey } from '@invoice-ml/contracts'
import type { StoredApiKey } from '@invoice-ml/storage'

/** An API key as clients see it. */
export function presentApiKey(key: StoredApiKey): ApiKey {
  return {
    key_id: key.id,
    name: key.name,
    scopes: key.scopes,
    status: statusOf(key),
    extract_per_minute: key.extractPerMinute,
    requests_per_minute: key.requestsPerMinute,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString(),
    revoked_at: key.revokedAt?.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString(),
  }
}

function statusOf({ revokedAt, expiresAt }: StoredApiKey): ApiKey['status'] {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'active'
}
