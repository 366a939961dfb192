import type { Request, Response } from 'express'
import { getIronSession, type IronSession } from 'iron-session'

/** What the browser carries, sealed: it can neither read nor change it. */
export type SessionData = { key?: string }

export type Sessions = {
  open: (request: Request, response: Response) => Promise<IronSession<SessionData>>
}

/** From the last time that the page asked who is signed in. */
const lifeSeconds = 12 * 3_600

/**
 * Sessions that live in the cookie alone, encrypted and signed with the secret, so that any replica serves them and none
 * keeps a key. A key that is revoked ends its sessions, since the gateway asks for it at every request.
 */
export function createSessions(secret: string): Sessions {
  return {
    open: (request, response) =>
      getIronSession<SessionData>(request, response, {
        cookieName: 'invoice_ml_session',
        password: secret,
        ttl: lifeSeconds,
        cookieOptions: { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' },
      }),
  }
}
