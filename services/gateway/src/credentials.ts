import type { Request } from 'express'

/** What the caller shows: `X-API-Key`, or a bearer token. Undefined when it shows nothing. */
export function credentialsOf(request: Request): string | undefined {
  const key = request.get('x-api-key')
  if (key !== undefined) return key
  const [, token] = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '') ?? []
  return token
}
