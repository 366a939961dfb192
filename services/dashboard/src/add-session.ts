import { ProblemError } from '@invoice-ml/contracts'
import { parsePart, readJson } from '@invoice-ml/http'
import type { Express } from 'express'
import { z } from 'zod'
import { keyFor } from './credentials.ts'
import type { GatewayClient } from './gateway-client.ts'
import type { Sessions } from './sessions.ts'

const SignIn = z.strictObject({ key: z.string().trim().min(1).max(200) })

type Dependencies = { sessions: Sessions; gateway: GatewayClient }

/** /dashboard/session: who is signed in (GET, which renews the session), signing in with a key (POST) and out (DELETE). */
export function addSession(app: Express, { sessions, gateway }: Dependencies): void {
  const path = '/dashboard/session'

  app.get(path, async (request, response) => {
    const key = await keyFor(request, response, sessions)
    const caller = await gateway.readCaller(key)
    // Whoever goes on working is not signed out amidst it.
    if (key !== undefined) await (await sessions.open(request, response)).save()
    response.json({ ...caller, has_session: key !== undefined })
  })

  app.post(path, readJson, async (request, response) => {
    // The schema is the one that parses.
    const { key } = parsePart('body', SignIn, request.body) as z.infer<typeof SignIn>
    // What would not do as a header is no key.
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new ProblemError('unauthenticated', 'The API key is unknown, expired or revoked')
    const caller = await gateway.readCaller(key)
    const session = await sessions.open(request, response)
    session.key = key
    await session.save()
    response.json({ ...caller, has_session: true })
  })

  app.delete(path, async (request, response) => {
    const session = await sessions.open(request, response)
    session.destroy()
    response.status(204).end()
  })
}
