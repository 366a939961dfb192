import type { Health } from '@invoice-ml/contracts'
import { ApiError, addressOf, noAnswer, problemIn, reach } from './api.ts'

/** How the platform is; one that is not well answers with 503, and with what is away. @throws ApiError */
export async function readHealth(signal: AbortSignal): Promise<Health> {
  const response = await reach(addressOf('/health'), { signal })
  const body: unknown = await response.json().catch(() => undefined)
  if (isHealth(body)) return body
  throw new ApiError(problemIn(body) ?? noAnswer)
}

function isHealth(body: unknown): body is Health {
  return typeof body === 'object' && body !== null && 'components' in body
}
