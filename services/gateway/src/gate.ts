import { apiKeyIdOf, ProblemError } from '@invoice-ml/contracts'
import { type Caller, type Gate, isOfThisMachine, type Needed } from '@invoice-ml/http'
import type { RateCounter } from '@invoice-ml/queue'
import type { Logger, Settings } from '@invoice-ml/runtime'
import { type ApiKeyStore, isKeyOf, type StoredApiKey } from '@invoice-ml/storage'
import type { Request, Response } from 'express'
import { clientAddress, networkOf } from './client-address.ts'
import { credentialsOf } from './credentials.ts'
import { type Quota, takeFrom } from './rate-limits.ts'

type KeyNeeded = Exclude<Needed, 'none'>

export type GateDependencies = {
  keys: Pick<ApiKeyStore, 'look' | 'noteUse'>
  counter: RateCounter
  limits: Settings['api']['rate_limit']
  logger: Logger
}

/**
 * Who may do what. While no key exists the machine itself may do everything, and nobody else anything; from the first key on
 * everybody needs one, the machine itself too.
 */
export function createGate(dependencies: GateDependencies): Gate {
  const { keys, counter, limits, logger } = dependencies

  async function admitWithKey(needed: KeyNeeded, request: Request, response: Response) {
    const address = clientAddress(request)
    const credentials = credentialsOf(request)
    const { isAnyThere, key: found } = await keys.look(apiKeyIdOf(credentials ?? ''))
    if (!isAnyThere) return admitThisMachine(request, response)

    const key = validKey(credentials, found)
    const quotas: Quota[] = [
      { policy: 'requests', perMinute: key?.requestsPerMinute ?? limits.requests_per_minute },
    ]
    // Who may not extract uses up nothing of it.
    if (needed === 'extract' && key && allows(key, needed))
      quotas.unshift({
        policy: 'extract',
        perMinute: key.extractPerMinute ?? limits.extract_per_minute,
      })
    await takeFrom(quotas, key?.id ?? networkOf(address), { counter, response })
    if (!key) throw unauthenticated(response, whyNotKnown(credentials))
    if (!allows(key, needed))
      throw new ProblemError('forbidden', `The key lacks the scope ${needed}`)
    keys
      .noteUse(key)
      .catch((error: unknown) => logger.warn('use of a key not noted', { id: key.id, error }))
    return { actor: key.id, address }
  }

  return {
    admit: async (needed, request, response) => {
      if (needed !== 'none') return admitWithKey(needed, request, response)
      const caller: Caller = { actor: 'anyone', address: clientAddress(request) }
      if (isOfThisMachine(request)) return caller
      // What needs no key holds nothing private: it is served while nobody can tell whether there is one.
      const { isAnyThere } = await keys.look(undefined).catch(() => ({ isAnyThere: true }))
      return isAnyThere ? caller : admitThisMachine(request, response)
    },
    isStillAllowed: async (needed, request) => {
      if (needed === 'none') return true
      const credentials = credentialsOf(request)
      const { isAnyThere, key: found } = await keys.look(apiKeyIdOf(credentials ?? ''))
      if (!isAnyThere) return isOfThisMachine(request)
      const key = validKey(credentials, found)
      return key !== undefined && allows(key, needed)
    },
  }
}

/** @throws ProblemError `unauthenticated` for whoever is elsewhere */
function admitThisMachine(request: Request, response: Response): Caller {
  if (isOfThisMachine(request)) return { actor: 'loopback', address: clientAddress(request) }
  throw unauthenticated(
    response,
    'Without an API key only the machine itself is served, as localhost or 127.0.0.1',
  )
}

function validKey(
  credentials: string | undefined,
  key: StoredApiKey | undefined,
): StoredApiKey | undefined {
  if (credentials === undefined || !key || !isKeyOf(credentials, key)) return undefined
  return key.expiresAt && key.expiresAt.getTime() <= Date.now() ? undefined : key
}

/** Who may create keys may create one for anything, so `admin` includes the other scopes. */
function allows({ scopes }: StoredApiKey, needed: KeyNeeded): boolean {
  return needed === 'any-key' || scopes.includes(needed) || scopes.includes('admin')
}

function whyNotKnown(credentials: string | undefined): string {
  return credentials === undefined
    ? 'Send an API key in the header X-API-Key'
    : 'The API key is unknown, expired or revoked'
}

function unauthenticated(response: Response, detail: string): ProblemError {
  response.setHeader('WWW-Authenticate', 'ApiKey header="X-API-Key", Bearer')
  return new ProblemError('unauthenticated', detail)
}
