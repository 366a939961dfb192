import { ProblemError } from '@invoice-ml/contracts'
import { isOfThisMachine } from '@invoice-ml/http'
import type { Request, Response } from 'express'
import type { Sessions } from './sessions.ts'

/**
 * The key that a request goes on with. Undefined for the machine itself without a session: the gateway, which sees this
 * service instead, then decides whether a key is needed.
 *
 * @throws ProblemError `unauthenticated` for whoever is elsewhere and has no session
 */
export async function keyFor(
  request: Request,
  response: Response,
  sessions: Sessions,
): Promise<string | undefined> {
  const { key } = await sessions.open(request, response)
  if (key !== undefined || isOfThisMachine(request)) return key
  throw new ProblemError('unauthenticated', 'Sign in with an API key')
}
